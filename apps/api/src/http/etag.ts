import { createHash } from 'node:crypto'

/** A strong entity tag: two contents with one tag are the same, byte for byte (RFC 9110, 8.8.3). */
export const etagOf = (content: string | Uint8Array, variant = ''): string => {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32)
  return `"${digest}${variant && `-${variant}`}"`
}

/**
 * `If-Match` (RFC 9110, 13.1.1): whether what is there is what the caller last saw. Tags are
 * compared strongly, so a weak one never fits; `*` fits whatever is there.
 */
export const isMatch = (header: string, etag: string): boolean =>
  header.trim() === '*' || tagsIn(header).some((tag) => tag === etag)

/** `If-None-Match` (RFC 9110, 13.1.2): whether the caller has it already. Weak tags fit as well. */
export const isKnown = (header: string, etag: string): boolean =>
  header.trim() === '*' || tagsIn(header).some((tag) => tag.replace(/^W\//, '') === etag)

/** A comma may stand inside a tag, so the quotes divide them. What is no tag fits nothing. */
const tagsIn = (header: string): readonly string[] =>
  header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []
