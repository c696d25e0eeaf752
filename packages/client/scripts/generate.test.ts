import { organization, shownOrganization } from '@rekey/contracts/organizations'
import { problemDocument } from '@rekey/contracts/problems'
import { describe, expect, test } from 'vitest'
import { TypedSchemas } from './contract-schemas.ts'
import { type Schema, typeText } from './type-text.ts'

describe('the type of a schema', () => {
  const noComments = () => undefined

  test.each<[Schema, string]>([
    [{ type: 'integer' }, 'number'],
    [{ type: ['string', 'null'] }, 'string | null'],
    [{ enum: ['a', "it's"] }, "'a' | 'it\\'s'"],
    [{ const: true }, 'true'],
    [{ type: 'array', items: { $ref: '#/$defs/User' } }, 'Array<User>'],
    [{ anyOf: [{ type: 'string' }, { type: 'string' }, { type: 'null' }] }, 'string | null'],
    [{ type: 'object', properties: {} }, 'Empty'],
    [{ type: 'object', additionalProperties: {} }, 'Record<string, unknown>'],
    [
      { type: 'object', propertyNames: { enum: ['a'] }, additionalProperties: { type: 'null' } },
      "Partial<Record<'a', null>>",
    ],
    [
      { type: 'object', properties: { 'x-y': { type: 'null' }, z: {} }, required: ['z'] },
      "{\n  'x-y'?: null | undefined\n  z: unknown\n}",
    ],
  ])('%j is %s', (schema, text) => {
    expect(typeText(schema, noComments)).toBe(text)
  })

  test('has the comments of its fields, which can’t end early', () => {
    const schema: Schema = { type: 'object', properties: { a: { type: 'null' } }, required: ['a'] }
    expect(typeText(schema, () => 'Ends */ here.')).toBe(
      '{\n  /** Ends *\\/ here. */\n  a: null\n}',
    )
  })

  test('that has no form stops the build', () => {
    expect(() => typeText({ type: 'symbol' }, noComments)).toThrow('symbol')
  })
})

test('a type has the name that the OpenAPI document gives to its schema', () => {
  const schemas = new TypedSchemas(new Map())
  const named = [organization, shownOrganization, problemDocument]
  expect(named.map((schema) => schemas.toSchema(schema, 'output').$ref)).toEqual([
    '#/$defs/OrganizationReference',
    '#/$defs/Organization',
    '#/$defs/Problem',
  ])
})
