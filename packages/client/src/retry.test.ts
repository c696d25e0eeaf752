import { getEventListeners } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  hangUp,
  json,
  openScriptedServer,
  problem,
  type ScriptedServer,
} from '../testing/scripted-server.ts'
import { createClient } from './create-client.ts'
import { RekeyAnswerError, RekeyConnectionError } from './problem.ts'

let server: ScriptedServer

beforeAll(async () => {
  server = await openScriptedServer()
})
afterAll(async () => server.close())

const program = (options = {}) =>
  createClient({ baseUrl: server.url, apiKey: 'rk_test', ...options })
const person = (options = {}) => createClient({ baseUrl: server.url, ...options })
const user = { username: 'a@b.example', displayName: 'A', kind: 'staff' } as const
const keysSeen = () => new Set(server.seen.map(({ headers }) => headers['idempotency-key']))
/** As Rekey answers while the first call with a key is still running. */
const running = problem(409, 'conflict', { 'retry-after': '1' })
const bad = (status: number) => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: '<h1>Bad gateway</h1>',
})

describe('a limit', () => {
  test('is waited for as long as the server says', async () => {
    server.answer(problem(429, 'rate-limited', { 'retry-after': '1' }), json(202, { ok: true }))
    expect(await person().requestReset({ username: 'jane' })).toEqual({ ok: true })
    const [first, second] = server.seen
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
    expect(second?.body).toBe('{"username":"jane"}')
  })

  test('may be given as a date, which the server’s own clock measures', async () => {
    const dates = {
      date: 'Mon, 01 Jan 2001 00:00:00 GMT',
      'retry-after': 'Mon, 01 Jan 2001 00:00:01 GMT',
    }
    server.answer(problem(503, 'overloaded', dates), json(202, {}))
    await person().requestReset({ username: 'jane' })
    expect((server.seen[1]?.at ?? 0) - (server.seen[0]?.at ?? 0)).toBeGreaterThanOrEqual(990)
  })

  test('that lasts longer than the longest wait is told at once', async () => {
    server.answer(problem(429, 'rate-limited', { 'retry-after': '20.5' }))
    await expect(person().requestReset({ username: 'jane' })).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfter: 20.5,
    })
    expect(server.seen).toHaveLength(1)
  })

  test('is told after as many retries as the caller allows', async () => {
    server.answer(problem(429, 'rate-limited', { 'retry-after': '0' }))
    await expect(person().site()).rejects.toMatchObject({ status: 429 })
    expect(server.seen).toHaveLength(3)
    server.answer(problem(429, 'rate-limited', { 'retry-after': '0' }))
    await expect(person({ maxRetries: 5 }).site({}, { maxRetries: 0 })).rejects.toThrow()
    expect(server.seen).toHaveLength(1)
  })
})

describe('a call without an answer', () => {
  test.each([hangUp, bad(502), problem(500, 'internal')])(
    'is repeated if it only reads',
    async (turn) => {
      server.answer(turn, json(200, { organizationName: 'Northwind' }))
      expect(await person().site()).toEqual({ organizationName: 'Northwind' })
      expect(server.seen).toHaveLength(2)
    },
  )

  test.each([hangUp, bad(502), bad(503), problem(500, 'internal')])(
    'isn’t repeated if that could act twice',
    async (turn) => {
      server.answer(turn)
      await expect(person().requestReset({ username: 'jane' })).rejects.toThrow()
      await expect(program().changeUser({ id: 'u1', displayName: 'B' })).rejects.toThrow()
      expect(server.seen).toHaveLength(2)
    },
  )

  test('isn’t repeated if it saved a password', async () => {
    server.answer(hangUp)
    await expect(person().changePassword({ newPassword: 'x' })).rejects.toThrow(
      RekeyConnectionError,
    )
    expect(server.seen).toHaveLength(1)
  })

  test('keeps one idempotency key for all tries of a program, and a new one for each call', async () => {
    server.answer(hangUp, bad(504), json(201, { id: 'u1' }))
    expect(await program().createUser(user)).toEqual({ id: 'u1' })
    expect(server.seen).toHaveLength(3)
    expect(keysSeen().size).toBe(1)
    await program().createUser(user)
    expect(keysSeen().size).toBe(2)
  })

  test('keeps the caller’s own key', async () => {
    server.answer(hangUp, json(201, {}))
    await program().createUser(user, { idempotencyKey: 'order-7' })
    expect(keysSeen()).toEqual(new Set(['order-7']))
  })

  test('whose first try still runs is fetched when that has ended', async () => {
    server.answer(hangUp, running, json(201, { id: 'u1' }))
    expect(await program().createUser(user)).toEqual({ id: 'u1' })
    expect(server.seen).toHaveLength(3)
    expect(keysSeen().size).toBe(1)
  })

  test('waits for another call with the same key that is still running', async () => {
    server.answer(running, json(201, { id: 'u1' }))
    const options = { idempotencyKey: 'order-7' }
    expect(await program().createUser(user, options)).toEqual({ id: 'u1' })
    const [first, second] = server.seen
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
  })

  test('that met a conflict isn’t repeated', async () => {
    const notKept = problem(409, 'conflict')
    const replayed = problem(409, 'conflict', { 'idempotent-replayed': 'true' })
    for (const conflict of [notKept, replayed]) {
      server.answer(conflict)
      await expect(program().createUser(user)).rejects.toMatchObject({ code: 'conflict' })
      expect(server.seen).toHaveLength(1)
      server.answer(hangUp, conflict, json(201, {}))
      await expect(program().createUser(user)).rejects.toMatchObject({ code: 'conflict' })
      expect(server.seen).toHaveLength(2)
    }
  })

  test('that deleted something counts as done when the second try finds nothing', async () => {
    server.answer(hangUp, problem(404, 'not-found'))
    expect(await program().deleteUser({ id: 'u1' })).toBeUndefined()
    server.answer(problem(404, 'not-found'))
    await expect(program().deleteUser({ id: 'u1' })).rejects.toMatchObject({ code: 'not-found' })
  })

  test('isn’t repeated for a function that isn’t set up', async () => {
    server.answer(problem(503, 'not-configured'))
    await expect(program().site()).rejects.toMatchObject({ code: 'not-configured' })
    expect(server.seen).toHaveLength(1)
  })
})

describe('a signal', () => {
  const stopped = new Error('The user left.')

  test('ends a call that is under way, and one that waits to try again', async () => {
    for (const turn of [() => undefined, problem(429, 'rate-limited', { 'retry-after': '15' })]) {
      server.answer(turn)
      const controller = new AbortController()
      const call = person().site({}, { signal: controller.signal })
      const ended = expect(call).rejects.toBe(stopped)
      await expect.poll(() => server.seen.length).toBe(1)
      controller.abort(stopped)
      await ended
    }
  })

  test('that has fired keeps a call from being sent', async () => {
    server.answer(json(200, {}))
    const signal = AbortSignal.abort(stopped)
    await expect(person().site({}, { signal })).rejects.toBe(stopped)
    expect(server.seen).toHaveLength(0)
  })

  test('keeps no listener of calls that have ended', async () => {
    const { signal } = new AbortController()
    server.answer(problem(429, 'rate-limited', { 'retry-after': '0' }), json(200, {}))
    for (let i = 0; i < 20; i += 1) await person().site({}, { signal })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })

  test('ends a loop over a list', async () => {
    server.answer(json(200, { items: [1, 2], nextCursor: 'c', prevCursor: null }))
    const controller = new AbortController()
    const walk = async () => {
      for await (const _ of person().listUsers.all({}, { signal: controller.signal }))
        controller.abort(stopped)
    }
    await expect(walk()).rejects.toBe(stopped)
    expect(server.seen).toHaveLength(1)
  })

  test('also ends a fetch that doesn’t heed it', async () => {
    const never = () => new Promise<Response>(() => undefined)
    const call = person({ fetch: never }).site({}, { signal: AbortSignal.timeout(10) })
    await expect(call).rejects.toThrow('timeout')
  })
})

test('a try that takes too long is ended, also while its body comes', async () => {
  server.answer((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  )
  const call = person({ timeoutMs: 50, maxRetries: 1 }).site()
  await expect(call).rejects.toThrow(`GET ${server.url}/api/v1/site got no answer within 50 ms.`)
  expect(server.seen).toHaveLength(2)
})

describe('an export', () => {
  test.each([
    ['without a signal', {}],
    ['with a signal', { signal: new AbortController().signal }],
  ])('%s that takes too long is ended at the server too', async (_, options) => {
    const ended: unknown[] = []
    server.answer((response) => void response.on('close', () => ended.push(response)))
    const { csv } = person({ timeoutMs: 50, maxRetries: 1 }).listAuditEvents
    await expect(csv({}, options)).rejects.toThrow('got no answer within 50 ms')
    await expect.poll(() => ended.length).toBe(2)
  })

  test('that has begun may take longer than a try', async () => {
    const open: ServerResponse[] = []
    server.answer((response) => {
      open.push(response.writeHead(200, { 'content-type': 'text/csv' }))
      response.write('id,')
    })
    const begun = performance.now()
    const stream = await person({ timeoutMs: 500 }).listAuditEvents.csv()
    await expect.poll(() => performance.now() - begun).toBeGreaterThan(600)
    open[0]?.end('at')
    expect(await new Response(stream).text()).toBe('id,at')
  })

  test('that has begun ends with the signal', async () => {
    server.answer((response) => void response.writeHead(200).write('id,'))
    const controller = new AbortController()
    const stream = await person().listAuditEvents.csv({}, { signal: controller.signal })
    controller.abort(new Error('The user left.'))
    await expect(new Response(stream).text()).rejects.toThrow('The user left.')
  })
})

test('the error of a failed connection names the call and the cause', async () => {
  const call = createClient({ baseUrl: 'http://127.0.0.1:9', maxRetries: 0 }).listUsers({
    search: 'jane',
  })
  const error: unknown = await call.catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(RekeyConnectionError)
  expect(error).toMatchObject({
    message: expect.stringMatching(
      /^GET http:\/\/127\.0\.0\.1:9\/api\/v1\/users got no answer: .+\.$/,
    ),
  })
})

test('the error page of a proxy is told as what it is', async () => {
  server.answer(bad(502))
  const error: unknown = await person({ maxRetries: 0 })
    .site()
    .catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(RekeyAnswerError)
  expect(error).toMatchObject({
    status: 502,
    contentType: 'text/html',
    excerpt: '<h1>Bad gateway</h1>',
  })
})
