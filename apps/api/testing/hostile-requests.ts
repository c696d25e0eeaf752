import type { Contract } from '@rekey/contracts/route'
import fc from 'fast-check'
import { documentedCalls, type Schema } from './api-schemas.ts'
import { hostileBodies } from './hostile-bodies.ts'
import { hostileQuery, inUrl, queryOf } from './hostile-query.ts'
import { anyText, type KnownIds, planted, wordsOf } from './hostile-words.ts'
import { likeSchema, type Words } from './like-schema.ts'

export type HostileRequest = {
  readonly method: Contract['method']
  /** With its query, below the service's URL. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

/**
 * Requests to the route of one contract. Most are as the OpenAPI document says, with one thing
 * wrong. Some have damaged bytes, some have headers that don't fit.
 * @param ids of users that exist
 */
export function hostileRequests(contract: Contract, ids: KnownIds): fc.Arbitrary<HostileRequest> {
  const words = wordsOf(ids)
  const operation = documentedCalls.get(contract.name)?.operation
  const given = (place: 'path' | 'query') =>
    (operation?.parameters ?? []).filter((parameter) => parameter.in === place)
  const path = fc.record(valuesOf(given('path'), words))
  const query = fc.record(valuesOf(given('query'), words), { requiredKeys: [] })
  const [type, content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? []
  const body = type ? hostileBodies(content?.schema ?? {}, type, words) : noBody
  return fc
    .tuple(path, fc.oneof({ weight: 4, arbitrary: query }, hostileQuery), body, hostileHeaders)
    .map(([inPath, inQuery, bytes, headers]) => ({
      method: contract.method,
      path: `/api/v1${fill(contract.path, inPath)}${typeof inQuery === 'string' ? inQuery : queryOf(inQuery)}`,
      headers: { ...(bytes && { 'content-type': type ?? 'application/json' }), ...headers },
      body: bytes,
    }))
}

const noBody = fc.oneof(
  { weight: 9, arbitrary: fc.constant(null) },
  fc.uint8Array().map(Buffer.from),
)

function valuesOf(parameters: readonly { name: string; schema: Schema }[], words: Words) {
  const like = parameters.map(({ name, schema }) => [
    name,
    fc.oneof({ weight: 5, arbitrary: likeSchema(schema, words, name) }, anyText()),
  ])
  return Object.fromEntries(like) as Record<string, fc.Arbitrary<unknown>>
}

const fill = (path: string, values: Record<string, unknown>) =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => inUrl(values[name]) || '%00')

/**
 * Most requests have none. The others have a wrong content type, or a cookie, key or name that was
 * made up.
 */
const hostileHeaders: fc.Arbitrary<Record<string, string>> = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, string>>(
    { 'content-type': 'application/json; charset=utf-16' },
    { 'content-type': 'text/plain' },
    { 'content-type': 'multipart/form-data; boundary=x' },
    { 'content-encoding': 'gzip' },
    { accept: 'text/csv' },
    { accept: '*/*;q=0' },
    { 'accept-language': 'x'.repeat(5_000) },
    { authorization: `Bearer ${planted}h` },
    { authorization: `Basic ${Buffer.from(`a:${planted}h`).toString('base64')}` },
    { cookie: `rekey-session=${planted}c; rekey-device=%ff; __proto__=1` },
    { origin: 'null' },
    { 'idempotency-key': 'x'.repeat(300) },
    { 'idempotency-key': 'one-key' },
    { 'if-match': '"1", W/"2", *' },
    { 'if-none-match': '*' },
    { 'x-forwarded-for': "127.0.0.1, ::1, '; DROP TABLE users" },
    { 'x-http-method-override': 'DELETE' },
    { 'user-agent': '\u00ff'.repeat(2_000) },
    { range: 'bytes=0-0,1-1' },
  ),
)
