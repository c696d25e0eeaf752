import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp({
    PUBLIC_URL: 'https://accounts.northwind.example',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
    IP_RATE_LIMITS: 'on',
  })
})
afterAll(() => service.close())

test.each([
  ['an error of a call', '/api/v1/users', 'not-signed-in'],
  ['an unknown path', '/api/v1/nothing', 'not-found'],
  ['a path that the router refuses', '/api/v1/%E0%A4', 'bad-request'],
])('the type of %s leads to its section of the documentation', async (_what, url, code) => {
  const { type } = (await service.app.inject({ url })).json()
  expect(type).toBe(`https://accounts.northwind.example/docs/errors#${code}`)
})

describe('a person whose browser goes to a provider and comes back', () => {
  const id = '0b6fd7a2-6d9b-4f1e-8f7e-1f9c7ad9a001'
  const open = (
    path: string,
    headers: Record<string, string> = { accept: 'text/html,*/*;q=0.8' },
  ) => service.app.inject({ url: `/api/v1/sso/${id}${path}`, headers })

  test.each([
    ['of a damaged address', '/callback?state=a&state=b', 'bad-request'],
    ['of an administrator who is signed out', '/start?test=true', 'not-signed-in'],
  ])('is led to a page that says why (%s)', async (_what, path, reason) => {
    const { statusCode, headers } = await open(path)
    expect(statusCode).toBe(303)
    expect(headers.location).toBe(`/sso/failed?reason=${reason}&connection=${id}`)
    expect(headers['cache-control']).toBe('no-store')
  })

  test('also by a form without an answer, or one that is too large', async () => {
    for (const [payload, reason] of [
      ['RelayState=x', 'bad-request'],
      [`SAMLResponse=${'A'.repeat(300_000)}`, 'too-large'],
    ] as const) {
      const { statusCode, headers } = await service.app.inject({
        method: 'POST',
        url: `/api/v1/sso/${id}/acs`,
        headers: { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' },
        payload,
      })
      expect(statusCode).toBe(303)
      expect(headers.location).toBe(`/sso/failed?reason=${reason}&connection=${id}`)
    }
  })

  test('also if many of one network come at once; a program gets the problem', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => open('/start')))
    const places = answers.map(({ headers }) => headers.location)
    expect(places).toContain(`/sso/failed?reason=rate-limited&connection=${id}`)
    expect(answers.every(({ statusCode }) => statusCode === 303)).toBe(true)
    const toProgram = await open('/start', { accept: 'application/json' })
    expect(toProgram.json()).toMatchObject({ code: 'rate-limited', status: 429 })
  })

  test('other calls answer a browser as they answer everybody', async () => {
    const headers = { accept: 'text/html' }
    const answer = await service.app.inject({ url: '/api/v1/users', headers })
    expect(answer.json()).toMatchObject({ code: 'not-signed-in' })
  })
})
