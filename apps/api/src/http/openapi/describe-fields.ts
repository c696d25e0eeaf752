import type { Contract } from '@rekey/contracts/route'
import type { createSchema } from 'zod-openapi'
import type { ApiDocument } from './component-names.ts'
import type { Comments } from './contract-comments.ts'
import { examples } from './examples.ts'

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

/** Parameters are no schemas of their own, so their comments and examples are put in one by one. */
export function describeParams(
  document: ApiDocument,
  exportName: string,
  { name, method, path }: Contract,
  comments: Comments,
) {
  const key = method.toLowerCase() as Lowercase<Contract['method']>
  const example = examples[name]
  for (const parameter of document.paths?.[path]?.[key]?.parameters ?? []) {
    if ('$ref' in parameter) continue
    const group = parameter.in === 'path' ? 'params' : parameter.in
    const text =
      comments.get(`${exportName}.${group}.${parameter.name}`) ??
      comments.get(`paging.${parameter.name}`)
    if (text) parameter.description = text
    const value = example?.[parameter.in === 'path' ? 'params' : 'query']?.[parameter.name]
    if (value !== undefined) parameter.example = isWhole(parameter.schema) ? Number(value) : value
  }
}

const isWhole = (schema: Schema | undefined) =>
  typeof schema === 'object' && 'type' in schema && schema.type === 'integer'
