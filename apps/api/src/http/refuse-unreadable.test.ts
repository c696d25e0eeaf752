import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'

/** What isn't a request gets a problem as well, so that a client has one form of error to read. */
let service: TestApp

beforeAll(async () => {
  service = await createTestApp()
  await service.app.listen({ port: 0, host: '127.0.0.1' })
})
afterAll(async () => service.close())

async function answerTo(bytes: string) {
  const socket = connect((service.app.server.address() as AddressInfo).port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write(bytes)
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n')
  return { head, body: JSON.parse(body) }
}

test.each([
  ['words', 'hello there\r\n\r\n', 400],
  [
    'two lengths',
    'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    400,
  ],
  ['an endless header', `GET / HTTP/1.1\r\nHost: a\r\nCookie: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
  ['an endless address', `GET /?${'x'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
])('%s', async (_name, bytes, status) => {
  const { head, body } = await answerTo(bytes)
  expect(head).toContain(`HTTP/1.1 ${status} `)
  expect(head).toContain('application/problem+json')
  expect(body).toMatchObject({ status, code: 'bad-request', title: expect.any(String) })
})
