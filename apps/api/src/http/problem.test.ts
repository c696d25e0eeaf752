import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

let service: TestApp

beforeAll(async () => {
  service = await createTestApp({
    PUBLIC_URL: 'https://accounts.northwind.example',
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: 'smtp://127.0.0.1:1',
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
