import { createHash } from 'node:crypto'

/** A strong entity tag: contents with the same tag are equal byte for byte (RFC 9110, 8.8.3). */
export const etagOf = (content: string | Uint8Array, variant = ''): string => {
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 32)
  return `"${digest}${variant && `-${variant}`}"`
}

/**
 * `If-Match` (RFC 9110, 13.1.1): whether the present state is the one that the caller last saw. `*`
 * matches any state. A proxy that compresses our answer makes its tag weak (nginx) or appends the
 * compression's name (Apache, Caddy). The caller then sends that tag, and means the state all the
 * same.
 */
export const isMatch = (header: string, etag: string): boolean =>
  header.trim() === '*' || tagsIn(header).some((tag) => withoutProxy(tag) === etag)

const withoutProxy = (tag: string) =>
  tag.replace(/^W\//, '').replace(/[-;]+(?:gzip|br|zstd|deflate)"$/, '"')

/**
 * `If-None-Match` (RFC 9110, 13.1.2): whether the caller already has the content. Weak tags match
 * too.
 */
export const isKnown = (header: string, etag: string): boolean =>
  header.trim() === '*' || tagsIn(header).some((tag) => tag.replace(/^W\//, '') === etag)

/**
 * A tag may contain a comma, so tags are split at their quotes. Text that isn't a tag matches
 * nothing.
 */
const tagsIn = (header: string): readonly string[] =>
  header.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? []
