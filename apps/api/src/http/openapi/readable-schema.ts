import { paging } from '@rekey/contracts/lists'
import type { CreateDocumentOptions } from 'zod-openapi'

type Override = NonNullable<CreateDocumentOptions['override']>
type JsonSchema = Parameters<Override>[0]['jsonSchema']

/**
 * Writes a schema as people and generators read it best. What zod adds for its own checks (the
 * pattern of a UUID, the range of safe integers) says nothing new and confuses generators.
 */
export const readableSchema: Override = ({ jsonSchema, zodSchema, io }) => {
  if (zodSchema === paging.limit) return asWholeNumber(jsonSchema)
  mergeNull(jsonSchema)
  const { format } = jsonSchema
  if (format === 'uuid' || format === 'date-time') delete jsonSchema.pattern
  if (format?.startsWith('cidr')) delete jsonSchema.format
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minLength === 0) delete jsonSchema.minLength
  listKeys(jsonSchema)
  // Answers may get new fields in any release, so clients must not refuse unknown ones.
  if (io === 'output' && jsonSchema.additionalProperties === false) {
    delete jsonSchema.additionalProperties
  }
}

/** In a query everything is text, but a client should give a number. */
const asWholeNumber = (schema: JsonSchema) => {
  delete schema.pattern
  Object.assign(schema, { type: 'integer', minimum: 1, maximum: 100, default: 25 })
}

/** A record of known keys is an object with these fields. */
const listKeys = (schema: JsonSchema) => {
  const { propertyNames, required, additionalProperties } = schema
  delete schema.propertyNames
  if (!propertyNames || !required || typeof additionalProperties !== 'object') return
  schema.properties = Object.fromEntries(required.map((key) => [key, { ...additionalProperties }]))
  schema.additionalProperties = false
}

/** `anyOf: [{ type: 'string' }, { type: 'null' }]` is `type: ['string', 'null']`. */
const mergeNull = (schema: JsonSchema) => {
  const [one, none, ...more] = schema.anyOf ?? []
  if (!one || none?.type !== 'null' || more.length > 0) return
  if (typeof one.type !== 'string' || one.enum || one.const !== undefined) return
  delete schema.anyOf
  Object.assign(schema, one, { type: [one.type, 'null'] })
}
