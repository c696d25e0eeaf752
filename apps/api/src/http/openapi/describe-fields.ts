import type { createSchema } from 'zod-openapi'
import type { Comments } from './contract-comments.ts'

type Schema = ReturnType<typeof createSchema>['schema']
type Object = Exclude<Schema, boolean | { $ref: string }>

/** Puts the contracts' comments into a schema and its fields, however deep. */
export function describeFields(schema: Schema, path: string, comments: Comments): void {
  if (typeof schema === 'boolean') return
  const text = comments.get(path)
  if (text && !schema.description) schema.description = text
  for (const object of objectsIn(schema)) {
    for (const [name, field] of Object.entries(object.properties ?? {})) {
      describeFields(field, `${path}.${name}`, comments)
    }
  }
}

/** The schema itself, what it may be, and its items: none of them has a name of its own. */
const objectsIn = (schema: Schema): Object[] => {
  if (typeof schema === 'boolean' || '$ref' in schema) return []
  const inner = [...(schema.anyOf ?? []), ...(schema.items ? [schema.items] : [])]
  return [schema, ...inner.flatMap(objectsIn)]
}
