import type { showUser } from '@rekey/contracts/users'
import { afterEach, expect, test, vi } from 'vitest'
import { ask, problemOf, queryString, tell } from './ask.ts'

afterEach(() => vi.unstubAllGlobals())

const answerWith = (status: number, body: object) => {
  const type = status < 400 ? 'application/json' : 'application/problem+json'
  const fetch = vi.fn(async (_address: string, _options?: RequestInit) =>
    Response.json(body, { status, headers: { 'content-type': type } }),
  )
  vi.stubGlobal('fetch', fetch)
  return fetch
}

test('values are filled into the path, whatever characters they contain', async () => {
  const fetch = answerWith(200, {})
  await tell<typeof showUser>('GET /users/{id}', { params: { id: 'a/b?c' } })
  expect(fetch.mock.calls[0]?.[0]).toBe('/api/v1/users/a%2Fb%3Fc')
})

test('a refused request throws an error with its problem', async () => {
  answerWith(404, { code: 'not-found' })
  const asked = ask<typeof showUser>('GET /users/{id}', { params: { id: 'a' } })
  const error = await asked.catch((reason: unknown) => reason)
  expect(problemOf(error)?.code).toBe('not-found')
})

test('a query leaves out undefined values', () => {
  expect(queryString({ search: 'a&b', kind: undefined })).toBe('?search=a%26b')
  expect(queryString({})).toBe('')
})
