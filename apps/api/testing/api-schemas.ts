import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { apiDocument } from '../src/http/openapi/document.ts'

/** What the OpenAPI document says of a value (JSON Schema 2020-12), as far as it uses it. */
export type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly pattern?: string
  readonly format?: string
}

type Content = Readonly<Record<string, { schema?: Schema; examples?: object }>>
type DocumentedAnswer = { readonly content?: Content }
type DocumentedOperation = {
  readonly operationId: string
  readonly parameters?: readonly {
    readonly in: 'path' | 'query' | 'header'
    readonly name: string
    readonly schema: Schema
  }[]
  readonly tags: readonly string[]
  readonly security: readonly object[]
  readonly requestBody?: { readonly content: Content }
  readonly responses: Readonly<Record<string, DocumentedAnswer>>
}
type DocumentedCall = {
  readonly method: string
  readonly path: string
  readonly operation: DocumentedOperation
}

/** The OpenAPI document as clients read it, made once for all tests of a process. */
const document = JSON.parse(JSON.stringify(apiDocument('http://localhost:3000')))

/** The operations of the document by their names. */
export const documentedCalls: ReadonlyMap<string, DocumentedCall> = new Map(
  Object.entries<Record<string, DocumentedOperation>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, DocumentedCall] => [
      operation.operationId,
      { method, path, operation },
    ]),
  ),
)

/** The schema that a `$ref` such as `#/components/schemas/User` leads to. */
export function schemaAt($ref: string): Schema {
  const schema = document.components.schemas[$ref.split('/').at(-1) ?? '']
  if (!schema) throw new Error(`${$ref} is not in the document`)
  return schema
}

/**
 * The document lets answers have more fields, so that old clients keep working. A test of today's
 * answers accepts only the fields that are documented.
 */
function closeObjects(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closeObjects)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner = Object.entries(schema).map(([key, value]) => [key, closeObjects(value)])
  const isObject = 'properties' in schema && !('additionalProperties' in schema)
  return { ...Object.fromEntries(inner), ...(isObject && { additionalProperties: false }) }
}

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema(
  {
    ...document,
    components: { ...document.components, schemas: closeObjects(document.components.schemas) },
  },
  'api',
)

/** RFC 6901. */
const inPointer = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1')

const validators = new Map<string, ValidateFunction>()

/** What doesn't fit the schema at this place of the document; empty if the value fits. */
export function misfits(place: readonly string[], value: unknown): readonly string[] {
  const pointer = encodeURI(`api#/${place.map(inPointer).join('/')}`)
  const validate = validators.get(pointer) ?? ajv.getSchema(pointer)
  if (!validate) return [`${pointer} is not in the document`]
  validators.set(pointer, validate)
  validate(value)
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || 'it'} ${message} ${JSON.stringify(params)}`,
  )
}
