import type { Schema } from './api-document.ts'
import { describeType } from './describe-type.ts'
import type { Resolver } from './resolve.ts'

/** A parameter, or a field of a body. */
export type Field = {
  /** With the names of what it is in: `message.status`, `items[].id`. */
  readonly name: string
  readonly type: string
  readonly isRequired: boolean
  /** Markdown. Empty if the contracts say nothing. */
  readonly text: string
}

/** Deeper fields have pages of their own: they belong to what another call answers. */
const deepest = 3

/** The fields of a body, and those of the objects in it. */
export function describeFields(given: Schema, resolver: Resolver, prefix = '', depth = 1): Field[] {
  const schema = objectIn(given, resolver)
  return Object.entries(schema?.properties ?? {}).flatMap(([key, field]) => {
    const name = `${prefix}${key}`
    const isRequired = schema?.required?.includes(key) ?? false
    const inner = insideOf(field, resolver)
    const nested = inner && depth < deepest
    return [
      { name, isRequired, ...describeField(field, resolver) },
      ...(nested ? describeFields(inner.schema, resolver, `${name}${inner.path}`, depth + 1) : []),
    ]
  })
}

export function describeField(field: Schema, resolver: Resolver): Pick<Field, 'type' | 'text'> {
  const { description = '', default: standard } = resolver.schema(field)
  const otherwise = standard === undefined ? '' : `Default: ${JSON.stringify(standard)}.`
  return {
    type: describeType(field, resolver),
    text: [description, otherwise].filter(Boolean).join(' '),
  }
}

/** The object that a schema is, or may be. */
export function objectIn(given: Schema, resolver: Resolver): Schema | undefined {
  const schema = resolver.schema(given)
  if (schema.properties) return schema
  const choices = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])]
  return choices.map((each) => objectIn(each, resolver)).find(Boolean)
}

function insideOf(field: Schema, resolver: Resolver) {
  const { items } = resolver.schema(field)
  const object = objectIn(items ?? field, resolver)
  return object && { schema: object, path: items ? '[].' : '.' }
}
