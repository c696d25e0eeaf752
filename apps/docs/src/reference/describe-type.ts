import type { Schema } from './api-document.ts'
import type { Resolver } from './resolve.ts'

const formats: Readonly<Record<string, string>> = {
  uuid: 'UUID',
  'date-time': 'date and time (RFC 3339)',
  email: 'e-mail address',
  uri: 'URL',
}

/** The type of a value in words, with its limits: `string, at most 500 characters`. */
export function describeType(given: Schema, resolver: Resolver): string {
  const schema = resolver.schema(given)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return [...new Set(choices.map((each) => describeType(each, resolver)))].join(' | ')
  const types = [schema.type ?? 'object'].flat()
  return types.map((type) => describeSingle(type, schema, resolver)).join(' | ')
}

function describeSingle(type: string, schema: Schema, resolver: Resolver): string {
  if (type === 'array') {
    const each = schema.items ? describeType(schema.items, resolver) : 'values'
    const what = each === 'object' ? 'objects' : each
    return withLimits(`list of ${what.includes(' | ') ? `(${what})` : what}`, itemLimits(schema))
  }
  if (type === 'integer' || type === 'number') {
    return withLimits(type === 'integer' ? 'whole number' : 'number', range(schema, ''))
  }
  if (type !== 'string') return type
  const name = formats[schema.format ?? ''] ?? 'string'
  const { minLength: minimum, maxLength: maximum } = schema
  return withLimits(
    name,
    range({ ...(minimum && { minimum }), ...(maximum && { maximum }) }, ' characters'),
  )
}

type Range = { readonly minimum?: number; readonly maximum?: number }

const itemLimits = ({ minItems, maxItems }: Schema) =>
  range({ ...(minItems && { minimum: minItems }), ...(maxItems && { maximum: maxItems }) }, '')

function range({ minimum, maximum }: Range, unit: string): string {
  if (minimum !== undefined && maximum !== undefined) {
    return minimum === maximum ? `${minimum}${unit}` : `${minimum} to ${maximum}${unit}`
  }
  if (maximum !== undefined) return `at most ${maximum}${unit}`
  return minimum === undefined
    ? ''
    : `at least ${minimum}${minimum === 1 ? unit.replace(/s$/, '') : unit}`
}

const withLimits = (type: string, limits: string) => (limits ? `${type}, ${limits}` : type)
