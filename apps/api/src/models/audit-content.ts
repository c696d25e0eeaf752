import { createHash } from 'node:crypto'
import { canonicalJson } from '../lib/canonical-json.ts'

/** JSON as the database keeps it: `jsonb` returns an equal value. */
export type JsonObject = Readonly<Record<string, unknown>>

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * The digest that a sealed event holds instead of its personal fields. After an erasure only the
 * digest remains. Its random salt prevents anyone from guessing names and addresses until one
 * matches.
 */
export const personalDigest = (salt: Uint8Array, fields: unknown): Buffer =>
  createHash('sha256').update(salt).update(canonicalJson(fields)).digest()
