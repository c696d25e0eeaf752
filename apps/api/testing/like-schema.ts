import fc from 'fast-check'
import { type Schema, schemaAt } from './api-schemas.ts'

/** Makes strings for a field. Its name tells what they mean, such as `username`. */
export type Words = (name: string, schema: Schema) => fc.Arbitrary<unknown>

/** Values that fit a schema, so a client that has read the OpenAPI document could send them. */
export function likeSchema(given: Schema, words: Words, name = ''): fc.Arbitrary<unknown> {
  const schema = given.$ref ? schemaAt(given.$ref) : given
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((each) => likeSchema(each, words, name)))
  const types = [schema.type ?? 'object'].flat()
  return fc.oneof(...types.map((type) => likeType(type, schema, words, name)))
}

function likeType(type: string, schema: Schema, words: Words, name: string): fc.Arbitrary<unknown> {
  const { minimum = -10, maximum = 1_000_000, minItems = 0, maxItems = 3 } = schema
  if (type === 'string') return words(name, schema)
  if (type === 'integer') return fc.integer({ min: minimum, max: maximum })
  if (type === 'number') return fc.double({ min: minimum, max: maximum, noNaN: true })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array') {
    const items = likeSchema(schema.items ?? {}, words, name)
    return fc.array(items, { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) })
  }
  return likeObject(schema, words)
}

function likeObject({ properties = {}, required = [], ...schema }: Schema, words: Words) {
  const fields = Object.entries(properties).map(([name, each]) => {
    const value = likeSchema(each, words, name)
    return [name, required.includes(name) ? value : fc.option(value, { nil: undefined })] as const
  })
  const known = fc.record(Object.fromEntries(fields))
  if (typeof schema.additionalProperties !== 'object') return known
  const others = fc.dictionary(fc.string(), likeSchema(schema.additionalProperties, words))
  return fc.tuple(known, others).map(([one, other]) => ({ ...other, ...one }))
}
