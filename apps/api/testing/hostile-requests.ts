import type { Contract } from '@rekey/contracts/route'
import fc from 'fast-check'
import { documentedCalls } from './api-schemas.ts'
import { likeSchema, type Schema } from './like-schema.ts'

export type HostileRequest = {
  readonly method: Contract['method']
  /** With its query, below the service's URL. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | null
}

/** Every secret that is typed in a hostile request begins with it: nothing may keep or repeat it. */
export const planted = 'Planted-7Q-'

/** Ids that the service really has, so that requests get beyond "not found". */
export type KnownIds = readonly string[]

/**
 * Requests of one contract: most fit the document but for one thing that nobody thought of, some are
 * bytes that were damaged on the way, some have headers that lie.
 */
export function hostileRequests(contract: Contract, ids: KnownIds): fc.Arbitrary<HostileRequest> {
  const words = wordsOf(ids)
  const operation = documentedCalls.get(contract.name)?.operation
  const given = (place: 'path' | 'query') =>
    (operation?.parameters ?? []).filter((parameter) => parameter.in === place)
  const path = fc.record(valuesOf(given('path'), words))
  const query = fc.record(valuesOf(given('query'), words), { requiredKeys: [] })
  const [type, content] = Object.entries(operation?.requestBody?.content ?? {})[0] ?? []
  const body = type ? bodies(content?.schema ?? {}, type, words) : noBody
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

function valuesOf(parameters: readonly { name: string; schema: Schema }[], words: typeof anyText) {
  const like = parameters.map(({ name, schema }) => [
    name,
    fc.oneof({ weight: 5, arbitrary: likeSchema(schema, words, name) }, anyText()),
  ])
  return Object.fromEntries(like) as Record<string, fc.Arbitrary<unknown>>
}

const fill = (path: string, values: Record<string, unknown>) =>
  path.replace(/\{(\w+)\}/g, (_all, name: string) => inUrl(values[name]) || '%00')

const queryOf = (values: Record<string, unknown>) => {
  const pairs = Object.entries(values).filter(([, value]) => value !== undefined)
  return pairs.length === 0 ? '' : `?${pairs.map((pair) => pair.map(inUrl).join('=')).join('&')}`
}

/** Lone surrogates can't be written in a URL. */
const inUrl = (value: unknown = '') =>
  encodeURIComponent((typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed())

const hostileQuery = fc.constantFrom(
  '?limit=1&limit=2',
  '?cursor=%ff%fe',
  '?cursor=eyJhIjoxfQ',
  '?__proto__[x]=1&constructor=2',
  `?token=${planted}q`,
  `?${'a=1&'.repeat(1_000)}`,
  '?%',
  '?search=%00',
)

/** UTF-16 units one by one, so that surrogates stand alone. */
const unit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  fc.constantFrom(
    '\0',
    '\u202e',
    '\u200b',
    '\ud800',
    '\ufeff',
    'İ',
    'ß',
    '\u{1f600}',
    '%',
    "'",
    '"',
  ),
)

/** What people and attackers type where words are expected. */
const anyText = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.string({ unit, maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.integer({ min: 1, max: 20_000 }).map((length) => 'x'.repeat(length)),
    fc.constantFrom(
      '__proto__',
      "' OR 1=1 --",
      '%(#{1+1})',
      '\r\nSet-Cookie: a=b',
      '../../etc/passwd',
      '{{7*7}}',
      '<script>alert(1)</script>',
      '-0',
      '1e999',
      '9'.repeat(400),
      'null',
      'http://127.0.0.1:1/x',
      'file:///etc/passwd',
      '=cmd|calc!A1',
      'a@b.example\nBcc: c@d.example',
    ),
  )

/** Stands for a list in a list in a list: parsers that call themselves run out of stack. */
const nested = 'nested'

const secretName = /password|code|token|secret/i

const wordsOf =
  (ids: KnownIds) =>
  (name?: string, schema: Schema = {}) =>
    fc.oneof({ weight: 4, arbitrary: fitting(name ?? '', schema, ids) }, anyText())

function fitting(
  name: string,
  { format, pattern, maxLength = 40, minLength = 0 }: Schema,
  ids: KnownIds,
) {
  if (format === 'uuid' && ids.length > 0) return fc.oneof(fc.constantFrom(...ids), fc.uuid())
  if (format === 'uuid') return fc.uuid()
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((at) => at.toISOString())
  if (format === 'email' || /username|email|address/i.test(name)) return fc.emailAddress()
  if (secretName.test(name)) return fc.integer({ min: 0 }).map((n) => `${planted}${n}`)
  if (/url/i.test(name)) return fc.constantFrom('https://hook.example/x', 'http://127.0.0.1:1/')
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const longest = Math.max(minLength, Math.min(maxLength, 40))
  return fc.string({ minLength, maxLength: longest, unit: 'grapheme' })
}

function bodies(schema: Schema, type: string, words: typeof anyText) {
  const right = likeSchema(schema, words)
  const damaged = fc
    .tuple(right, fc.nat(), anything)
    .map(([value, at, other]) => replaceOne(value, at, other))
  const written = fc.oneof(
    { weight: 4, arbitrary: right },
    { weight: 3, arbitrary: damaged },
    { weight: 1, arbitrary: anything },
  )
  const bytes = written.map((value) => Buffer.from(writeAs(type, value)))
  const torn = fc
    .tuple(bytes, fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([all, at, byte]) => tear(all, at, byte))
  return fc.oneof({ weight: 8, arbitrary: bytes }, { weight: 1, arbitrary: torn })
}

const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
  fc.constant(nested),
  fc.constant(JSON.parse('{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}')),
)

function replaceOne(value: unknown, at: number, other: unknown): unknown {
  if (typeof value !== 'object' || value === null) return other
  const keys = Object.keys(value)
  const key = keys[at % Math.max(1, keys.length)]
  return key === undefined ? { [String(at)]: other } : { ...value, [key]: other }
}

function writeAs(type: string, value: unknown): string {
  const text =
    type === 'application/x-www-form-urlencoded'
      ? queryOf(Object(value) as Record<string, unknown>).slice(1)
      : JSON.stringify(value)
  return text.replaceAll(`"${nested}"`, `${'['.repeat(5_000)}${']'.repeat(5_000)}`)
}

/** Cut, or with one byte changed. */
function tear(bytes: Buffer, at: number, byte: number): Buffer {
  const torn = Buffer.from(bytes.subarray(0, byte < 64 ? at % (bytes.length + 1) : bytes.length))
  if (torn.length > 0) torn[at % torn.length] = byte
  return torn
}

/** A type that the body isn't in, or a cookie, key or name that somebody made up. */
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
