import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { apiDocument } from '../src/http/openapi/document.ts'
import { findBreakingChanges, type Released } from './breaking-changes.ts'
import type { Schema } from './schema-changes.ts'

const releases = new URL('../openapi-releases/', import.meta.url)
const read = (name: string): Released => JSON.parse(readFileSync(new URL(name, releases), 'utf8'))

test.each(readdirSync(releases))('clients that were written for %s still work', (name) => {
  const now = JSON.parse(JSON.stringify(apiDocument('https://accounts.northwind.example')))
  expect(findBreakingChanges(read(name), now)).toEqual([])
})

const user: Schema = {
  type: 'object',
  properties: {
    id: { type: 'string', format: 'uuid' },
    kind: { $ref: '#/components/schemas/Kind' },
    note: { type: ['string', 'null'] },
  },
  required: ['id', 'kind'],
}
const body: Schema = {
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 60 },
    kind: { $ref: '#/components/schemas/Kind' },
  },
  required: ['name'],
}

type Parts = {
  answer?: Schema
  body?: Schema
  kinds?: string[]
  statuses?: string[]
  query?: Schema
}

/** A document with one operation, which takes a name and answers with a user. */
function documentOf(parts: Parts = {}): Released {
  const { answer = user, kinds = ['staff', 'device'], statuses = ['201', '409'], query } = parts
  const content = (schema: Schema) => ({ content: { 'application/json': { schema } } })
  const text = JSON.stringify({
    paths: {
      '/users': {
        post: {
          operationId: 'create-user',
          security: [{ session: ['users.write'] }],
          parameters: [{ name: 'draft', in: 'query', schema: query ?? { type: 'string' } }],
          requestBody: { required: true, ...content(parts.body ?? body) },
          responses: Object.fromEntries(statuses.map((status) => [status, content(answer)])),
        },
      },
    },
    components: { schemas: { Kind: { type: 'string', enum: kinds } } },
  })
  return JSON.parse(text)
}

const changesTo = (now: Parts, before: Parts = {}) =>
  findBreakingChanges(documentOf(before), documentOf(now)).map((change) =>
    change.replace('POST /users: ', ''),
  )

test('a removed operation is named', () => {
  expect(findBreakingChanges(documentOf(), { paths: {} })).toEqual(['POST /users was removed'])
})

test.each<[string, Parts, Parts]>([
  [
    'a new optional field in requests and a new field in answers',
    {
      body: { ...body, properties: { ...body.properties, note: { type: 'string' } } },
      answer: { ...user, properties: { ...user.properties, age: { type: 'integer' } } },
    },
    {},
  ],
  ['a new status', { statuses: ['201', '409', '429'] }, {}],
  ['a new value', { kinds: ['staff', 'device', 'guest'] }, {}],
  [
    'a longer text in requests',
    {
      body: {
        ...body,
        properties: { ...body.properties, name: { type: 'string', maxLength: 90 } },
      },
    },
    {},
  ],
  [
    'null written in another way',
    {
      answer: {
        ...user,
        properties: { ...user.properties, note: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
      },
    },
    {},
  ],
  [
    'a schema that got a name',
    {
      body: {
        ...body,
        properties: { ...body.properties, kind: { type: 'string', enum: ['staff', 'device'] } },
      },
    },
    {},
  ],
])('%s breaks nothing', (_, now, before) => {
  expect(changesTo(now, before)).toEqual([])
})

const { id: _id, ...withoutId } = user.properties ?? {}

test.each<[string, Parts, string[]]>([
  ['a removed status', { statuses: ['201'] }, ['status 409 was removed']],
  [
    'a removed answer field',
    { statuses: ['201'], answer: { ...user, properties: withoutId } },
    ['answer 201.id was removed', 'status 409 was removed'],
  ],
  [
    'an answer field that may be missing',
    { answer: { ...user, required: ['id'] } },
    ['answer 201.kind may be missing now', 'answer 409.kind may be missing now'],
  ],
  [
    'a required request field',
    { body: { ...body, required: ['name', 'kind'] } },
    ['body.kind is required now'],
  ],
  [
    'a removed request field',
    { body: { ...body, properties: { name: { type: 'string', maxLength: 60 } } } },
    ['body.kind was removed'],
  ],
  [
    'a shorter request text',
    {
      body: {
        ...body,
        properties: { ...body.properties, name: { type: 'string', maxLength: 30 } },
      },
    },
    ['body.name has the maxLength 30, not 60'],
  ],
  ['fewer values in requests', { kinds: ['staff'] }, ['body.kind no longer takes "device"']],
  [
    'another type in a query',
    { query: { type: 'integer' } },
    ['query parameter draft no longer takes string'],
  ],
])('%s is named', (_, now, changes) => {
  expect(changesTo(now)).toEqual(changes)
})

test('another type, null or another format in an answer is named', () => {
  const changed = {
    id: { type: 'string' },
    kind: { type: ['string', 'null'] },
    note: { type: ['integer', 'null'] },
  }
  const only = { statuses: ['201'] }
  const now = { ...only, answer: { ...user, properties: changed } }
  expect(changesTo(now, only)).toEqual([
    'answer 201.id has the format any, not uuid',
    'answer 201.kind may now be null',
    'answer 201.note may now be integer',
  ])
})

test('a caller who is no longer let in is named', () => {
  const text = JSON.stringify(documentOf()).replace('users.write', 'users.delete')
  expect(findBreakingChanges(documentOf(), JSON.parse(text))).toEqual([
    'POST /users: a caller with {"session":["users.write"]} is no longer let in',
  ])
})
