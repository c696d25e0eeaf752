import { createHash } from 'node:crypto'

/** JSON as the database keeps it: `jsonb` returns an equal value. */
export type JsonObject = Readonly<Record<string, unknown>>

/**
 * Writes each value in exactly one way: keys sorted, no blanks, without what JSON can't express.
 * `jsonb` keeps neither the order nor the spelling of its input, so digests are made over this
 * form.
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
 * The digest that a sealed event holds instead of its personal fields. After an erasure only the
 * digest remains. Its random salt prevents anyone from guessing names and addresses until one
 * matches.
 */
export const personalDigest = (salt: Uint8Array, fields: unknown): Buffer =>
  createHash('sha256').update(salt).update(canonicalJson(fields)).digest()
