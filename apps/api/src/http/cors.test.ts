import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

const friend = 'https://shop.northwind.example'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp({ CORS_ORIGINS: `${friend}, https://app.northwind.example` })
})
afterAll(async () => service.close())

const preflight = (origin: string) =>
  service.app.inject({
    method: 'OPTIONS',
    url: '/api/v1/sessions/current',
    headers: {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'authorization',
    },
  })

test('a page of a named origin may call with a token, and never with cookies', async () => {
  const { headers } = await preflight(friend)
  expect(headers['access-control-allow-origin']).toBe(friend)
  expect(headers['access-control-allow-headers']).toBe(
    'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match',
  )
  expect(headers['access-control-expose-headers']).toBe(
    'Content-Disposition, ETag, Idempotent-Replayed, Retry-After, WWW-Authenticate',
  )
  expect(headers['access-control-allow-credentials']).toBeUndefined()
})

test('a page of another origin may not', async () => {
  const { headers } = await preflight('https://evil.example')
  expect(headers['access-control-allow-origin']).toBeUndefined()
})

test('the page of a named origin can not use the cookie of its visitor', async () => {
  const { username } = await createUser(service.deps)
  const password = 'correct horse battery'
  const { cookies } = await service.send('POST', '/sessions', { username, password })
  const answer = await service.app.inject({
    method: 'DELETE',
    url: '/api/v1/sessions/current',
    cookies,
    headers: { origin: friend },
  })
  expect(answer.json().code).toBe('not-permitted')
})
