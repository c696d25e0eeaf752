import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createUser, type TestApp } from '../../testing/test-app.ts'

let service: TestApp
beforeAll(async () => {
  service = await createTestApp()
})
afterAll(() => service.close())

type Given = {
  readonly method?: 'POST' | 'DELETE'
  readonly path?: string
  readonly body?: Buffer | string
  readonly headers?: Record<string, string>
  readonly cookies?: Record<string, string>
}

const send = ({ method = 'POST', path = '/password-resets', body, headers, cookies }: Given) =>
  service.app.inject({
    method,
    url: `/api/v1${path}`,
    headers: {
      origin: service.deps.config.publicUrl,
      'content-type': 'application/json',
      ...headers,
    },
    ...(body !== undefined && { payload: body }),
    ...(cookies && { cookies }),
  })

describe('a call without a body that names JSON', () => {
  test('works where no body is needed', async () => {
    const { username } = await createUser(service.deps)
    const signedIn = await service.send('POST', '/sessions', {
      username,
      password: 'correct horse battery',
    })
    const answer = await send({
      method: 'DELETE',
      path: '/sessions/current',
      cookies: signedIn.cookies,
    })
    expect(answer.statusCode).toBe(204)
  })

  test('names each field that is missing where one is needed', async () => {
    const answer = await send({})
    expect(answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/username' }] })
  })
})

describe('an empty body of another type', () => {
  test.each([
    'application/x-www-form-urlencoded',
    'text/plain; charset=utf-8',
    'application/octet-stream',
  ])('%s is no body', async (type) => {
    const headers = { 'content-type': type, 'content-length': '0' }
    const answer = await send({ method: 'DELETE', path: '/sessions/current', headers })
    expect(answer.json()).toMatchObject({ status: 401, code: 'not-signed-in' })
    expect((await send({ headers })).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/username' }],
    })
  })

  test('is refused as before if it has a single byte', async () => {
    const headers = { 'content-type': 'text/plain' }
    expect((await send({ body: ' ', headers })).statusCode).toBe(415)
  })
})

describe('a body in chunks', () => {
  const sendInChunks = async (path: string, body: string, headers = {}) => {
    const { address: host, port } = service.app.server.address() as AddressInfo
    const chunked = { 'transfer-encoding': 'chunked', ...headers }
    const sent = request({ host, port, method: 'POST', path, headers: chunked }).end(body)
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    return (await json(response)) as { code: string }
  }
  beforeAll(() => service.app.listen({ port: 0, host: '127.0.0.1' }))

  test('is no body if there are none', async () => {
    const path = '/api/v1/users/00000000-0000-4000-8000-00000000000f/deactivate'
    expect((await sendInChunks(path, '')).code).toBe('not-signed-in')
    expect((await sendInChunks('/api/v1/password-resets', '')).code).toBe('bad-request')
    expect((await sendInChunks('/api/v1/nothing', '')).code).toBe('not-found')
  })

  test('still needs its type if there is one', async () => {
    const { code } = await sendInChunks('/api/v1/password-resets', '{"username":"jane"}')
    expect(code).toBe('unsupported-media-type')
    expect((await sendInChunks('/api/v1/nothing', '{}')).code).toBe('not-found')
  })
})

test('a body of null is no body', async () => {
  expect((await send({ body: 'null' })).json()).toMatchObject({
    status: 400,
    errors: [{ pointer: '/username' }],
  })
  const path = '/sessions/current'
  expect((await send({ method: 'DELETE', path, body: 'null' })).statusCode).toBe(401)
})

describe('a body that is not UTF-8', () => {
  const latin1 = (text: string) => Buffer.from(text, 'latin1')

  test('is refused, and the answer says why', async () => {
    const answer = await send({ body: latin1('{"username":"müller@northwind.example"}') })
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'bad-request',
      detail: expect.stringContaining('UTF-8'),
    })
  })

  test('never becomes a password with other characters', async () => {
    const { username } = await createUser(service.deps)
    const body = JSON.stringify({ username, password: 'grüße über größe' })
    expect((await send({ path: '/sessions', body: latin1(body) })).statusCode).toBe(400)
  })

  test('may begin with a byte order mark if it is', async () => {
    const answer = await send({ body: '\uFEFF{"username":"müller@northwind.example"}' })
    expect(answer.statusCode).toBe(202)
  })
})

describe('a compressed body', () => {
  const body = gzipSync('{"username":"jane.doe@northwind.example"}')

  test('is refused as such, and not as damaged JSON', async () => {
    const answer = await send({ body, headers: { 'content-encoding': 'gzip' } })
    expect(answer.json()).toMatchObject({
      status: 415,
      code: 'unsupported-media-type',
      detail: expect.stringContaining('Content-Encoding'),
    })
    expect(answer.headers['accept-encoding']).toBe('identity')
  })

  test('of another type is refused too', async () => {
    const headers = { 'content-encoding': 'gzip', 'content-type': 'message/rfc822' }
    expect((await send({ path: '/mail-events/dsn', body, headers })).statusCode).toBe(415)
  })

  test('isn’t meant by "identity"', async () => {
    const headers = { 'content-encoding': 'Identity' }
    const answer = await send({ body: '{"username":"jane.doe@northwind.example"}', headers })
    expect(answer.statusCode).toBe(202)
  })
})
