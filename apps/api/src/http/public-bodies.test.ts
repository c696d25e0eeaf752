import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createTestApp, type TestApp } from '../../testing/test-app.ts'
import { slowRequests } from '../app.ts'
import { second } from '../lib/clock.ts'

/** Needs a real socket, which shows whether a body is held back, and for how long. */
let service: TestApp
let port: number
const sockets: Socket[] = []

beforeAll(async () => {
  service = await createTestApp({ BOUNCE_ADDRESS: 'bounce@northwind.example' })
  const url = new URL(await service.app.listen({ port: 0, host: '127.0.0.1' }))
  port = Number(url.port)
})
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  await service.close()
})

/** A bounce whose last byte isn't sent. */
async function stall(path = '/api/v1/mail-events/dsn', type = 'message/rfc822', bytes = 5_000_000) {
  const socket = connect(port, '127.0.0.1')
  sockets.push(socket)
  socket.on('error', () => {})
  await once(socket, 'connect')
  const head = [
    `POST ${path} HTTP/1.1`,
    'Host: localhost',
    `Content-Type: ${type}`,
    `Content-Length: ${bytes}`,
    '',
    '',
  ].join('\r\n')
  socket.write(head)
  return socket
}

const answerOf = async (socket: Socket) => String((await once(socket, 'data'))[0])

test('of stalled bodies a few are read, some wait, and the others are told to try again', async () => {
  const answers: string[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  for (let n = 0; n < 90; n += 1) {
    const socket = await stall()
    socket.on('data', (data) => {
      answers.push(String(data))
      if (answers.length === 10) resolve()
    })
  }
  await promise
  for (const answer of answers) {
    expect(answer).toMatch(/^HTTP\/1\.1 503/)
    expect(answer).toMatch(/retry-after: 5/i)
    expect(answer).toMatch(/connection: close/i)
  }
})

test('a call that no body can help is refused before its body is read', async () => {
  expect(await answerOf(await stall('/api/v1/mail-events/sendgrid', 'application/json'))).toMatch(
    /^HTTP\/1\.1 503[\s\S]*not-configured/,
  )
  expect(
    await answerOf(await stall('/api/v1/sso-connections', 'application/json', 100_000)),
  ).toMatch(/^HTTP\/1\.1 401/)
  expect(await answerOf(await stall(undefined, undefined, 6_000_000))).toMatch(/^HTTP\/1\.1 413/)
})

test('the answer to a refused body arrives, though the body is sent to its end', async () => {
  for (let n = 0; n < 20; n += 1) {
    const bytes = 5_000_000
    const socket = await stall('/api/v1/mail-events/sendgrid', 'application/json', bytes)
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const answer: unknown[] = []
    socket.on('data', (data) => answer.push(data))
    socket.once('error', reject).once('end', () => resolve(answer.join('')))
    socket.write(Buffer.alloc(bytes, ' '))
    expect(await promise).toMatch(/^HTTP\/1\.1 503[\s\S]*not-configured/)
  }
})

test('a refused body that is held back is cut off', async () => {
  const socket = await stall('/api/v1/mail-events/sendgrid', 'application/json')
  await answerOf(socket)
  // Our own side stays open, so only the server can end the connection.
  socket.allowHalfOpen = true
  await once(socket, 'end')
  const cut = once(socket, 'error')
  const trickle = setInterval(() => socket.write(' '), 50)
  onTestFinished(() => clearInterval(trickle))
  expect((await cut)[0]).toMatchObject({ code: expect.stringMatching(/ECONNRESET|EPIPE/) })
})

test('a request that doesn’t end is cut off within 40 seconds', () => {
  const { server } = service.app
  expect(server.headersTimeout).toBeLessThanOrEqual(server.requestTimeout)
  expect(server.requestTimeout + slowRequests.connectionsCheckingInterval).toBeLessThan(40 * second)
})
