import { contractsByName } from '@rekey/contracts/all'
import { expect, test } from 'vitest'
import type { SeenAnswer } from './example-notes.ts'
import { answerFaults } from './watch-answers.ts'

const organization = {
  id: '6f0a9d52-3a40-4bb0-9a3f-0d5b6b0a7c11',
  name: 'Baltic Paper',
  userCount: 3,
  createdAt: '2026-11-29T08:19:00.000Z',
}
const problem = (code: string, status: number) => ({
  status,
  type: 'application/problem+json',
  body: {
    type: `http://localhost:3000/docs/errors#${code}`,
    title: 'A title',
    status,
    code,
    requestId: '0d4f3c9e-6c7b-4b63-8d7e-2f6f3a1f8c52',
  },
})
const good = { status: 200, type: 'application/json', body: organization, location: undefined }

const faultsOf = (answer: Partial<SeenAnswer>, contract = contractsByName.showOrganization) =>
  answerFaults(contract, { ...good, ...answer })

test.each<[string, Partial<SeenAnswer>]>([
  ['the good answer', {}],
  ['a listed problem', problem('not-found', 404)],
  ['a body where none belongs', problem('unsupported-media-type', 415)],
])('%s is as documented', (_, answer) => {
  expect(faultsOf(answer)).toEqual([])
})

test.each<[string, Partial<SeenAnswer>, string]>([
  ['a status', { status: 201 }, 'the status isn’t documented'],
  ['a problem', problem('username-taken', 409), 'the status isn’t documented (username-taken)'],
  ['a code', problem('sign-in-elsewhere', 403), 'sign-in-elsewhere isn’t documented'],
  [
    'a content type',
    { type: 'text/html', body: '<p>' },
    'a body of type text/html isn’t documented',
  ],
  ['a field', { body: { ...organization, notes: '' } }, '{"additionalProperty":"notes"}'],
  [
    'the lack of a field',
    { body: { ...organization, name: undefined } },
    '{"missingProperty":"name"}',
  ],
  ['a type', { body: { ...organization, userCount: '3' } }, '/userCount must be integer'],
  ['the lack of a body', { type: null, body: null }, 'the body is missing'],
])('%s that is not documented is named', (_, answer, fault) => {
  const body = JSON.parse(JSON.stringify(answer.body ?? good.body))
  expect(faultsOf({ ...answer, body }).join()).toContain(fault.replaceAll('’', "'"))
})

test('a redirect names where it leads', () => {
  const redirect = { status: 303, type: null, body: null }
  expect(faultsOf(redirect, contractsByName.startSso as never)).toEqual(['it leads nowhere'])
  const led = { ...redirect, location: 'https://login.northwind.example' }
  expect(faultsOf(led, contractsByName.startSso as never)).toEqual([])
})
