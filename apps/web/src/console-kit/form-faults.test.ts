import { createSsoConnection } from '@rekey/contracts/sso-connections'
import { expect, test } from 'vitest'
import { resolverOf, serverFaults } from './form-faults.ts'

type Values = { name: string; issuer: string; certificate: string }

const rules = {
  fields: ['name', 'issuer', 'certificate'] as const,
  aliases: { certificates: 'certificate' } as const,
  bodyOf: ({ certificate, ...rest }: Values) => ({
    ...rest,
    protocol: 'saml' as const,
    certificates: [certificate],
  }),
  wordsOf: (field: keyof Values, _: Values, { detail = 'is wrong' }) => `${field} ${detail}`,
}
const values = { name: 'Okta', issuer: 'urn:northwind', certificate: 'PEM' }

const judge = (typed: Values) =>
  resolverOf<typeof createSsoConnection, Values, keyof Values>(createSsoConnection, rules)(
    typed,
    undefined,
    {} as never,
  )

test('the contract’s errors stand at the fields, also where the body uses another name', () => {
  expect(judge({ ...values, name: '', certificate: '' })).toMatchObject({
    errors: {
      name: { message: 'name is wrong' },
      certificate: { message: 'certificate is wrong' },
    },
  })
  expect(judge(values)).toEqual({ values, errors: {} })
})

const problemWith = (errors: { pointer: string; detail: string }[]) =>
  ({ code: 'bad-request', retryAt: null, details: { errors } }) as const

test('the server’s pointers lead to the fields, and the last one of a field counts', () => {
  const problem = problemWith([
    { pointer: '/certificates', detail: 'are wrong' },
    { pointer: '/certificates/1', detail: 'is expired' },
    { pointer: '/name', detail: 'is too long' },
    { pointer: '/names', detail: 'is no field of the form' },
  ])
  expect(serverFaults(problem, values, rules)).toEqual([
    { field: 'name', words: 'name is too long' },
    { field: 'certificate', words: 'certificate is expired' },
  ])
})

test('the screen’s own words for a problem replace the server’s', () => {
  const explain = () => ({ field: 'name', words: 'Another provider has this name' })
  const problem = problemWith([{ pointer: '/name', detail: 'is taken' }])
  expect(serverFaults(problem, values, { ...rules, explain })).toEqual([explain()])
})
