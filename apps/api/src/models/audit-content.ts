import { createHash } from 'node:crypto'

/** JSON as the database keeps it: what `jsonb` gives back for it reads the same. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * One spelling for one value: keys sorted, no blanks, what JSON can't say left out. `jsonb` keeps
 * neither the order nor the spelling of what it was given, so digests are made over this form.
 */
export function canonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value ?? null)))
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${write(member)}`).join(',')}}`
}

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * The digest that stands in a sealed event for its personal fields. The random salt keeps whoever
 * holds the digest alone, after erasure, from trying names and addresses until one fits.
 */
export const personalDigest = (salt: Uint8Array, fields: unknown): Buffer =>
  createHash('sha256').update(salt).update(canonicalJson(fields)).digest()
