import { describe, expect, test } from 'vitest'
import { readComments } from './read-comments.ts'
import { type Schema, typeText } from './type-text.ts'

const source = `
/** What every list has. */
export const paging = {
  /** How many. */
  limit: z.string(),
}

/**
 * One user. It has
 * a name.
 */
export const user = z.object({
  id: uuid,
  /** As people type it. */
  name: z.string(),
  role: z.object({
    /** Unique. */
    name: z.string(),
  }),
})

export const shownUser = z.extend(user, {
  age: z.int(),
})

export const listUsers = route({
  query: z.strictObject({
    ...paging,
    /** Parts of names. */
    search: z.string(),
  }),
  body: z.strictObject({ search: z.string() }),
})
`

describe('the comment of a field', () => {
  const comments = readComments(source)

  test.each([
    ['user', 'One user. It has a name.'],
    ['user.name', 'As people type it.'],
    ['user.role.name', 'Unique.'],
    ['user.id', undefined],
    ['listUsers', undefined],
    ['listUsers.query.search', 'Parts of names.'],
    ['listUsers.body.search', undefined],
    ['listUsers.query.limit', 'How many.'],
    ['shownUser.name', 'As people type it.'],
  ])('%s is %j', (path, comment) => {
    expect(comments(path.split('.'))).toBe(comment)
  })
})

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
