import fc from 'fast-check'
import type { Schema } from './api-schemas.ts'
import { queryOf } from './hostile-query.ts'
import { likeSchema, type Words } from './like-schema.ts'

/**
 * Is written as 5,000 lists within one another. A parser that calls itself for each may run out of
 * stack.
 */
const nested = 'nested'

/**
 * Bodies of a content type: most fit the schema, some have one wrong value, a few are damaged
 * bytes.
 */
export function hostileBodies(schema: Schema, type: string, words: Words) {
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

/** One field of an object has another value; anything else is replaced. */
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
