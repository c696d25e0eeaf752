import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createUser } from '../../../testing/test-app.ts'
import { verify } from '../../../testing/verify-webhook.ts'
import { openReceiver, type Receiver } from '../../../testing/webhook-receiver.ts'
import { openWithWebhooks, type WithWebhooks } from '../../../testing/with-webhooks.ts'
import { day, hour, later, minute, second } from '../../lib/clock.ts'
import { createDeliverer } from './start-deliveries.ts'

let hooks: WithWebhooks
let receiver: Receiver
beforeAll(async () => {
  hooks = await openWithWebhooks()
})
beforeEach(async () => {
  receiver = await openReceiver()
})
afterEach(async () => {
  await hooks.service.deps.db.webhook.deleteMany()
  await hooks.service.deps.db.webhookEvent.deleteMany()
  await receiver.close()
})
afterAll(() => hooks.service.close())

const subscribe = async (fields: object = {}) =>
  (await hooks.create({ url: receiver.url, events: ['user.created'], ...fields })).body

/** An event of the type that `subscribe` subscribes to. */
const act = () => createUser(hooks.service.deps, { password: null })
const newest = async (id: string) => {
  const [first] = (await hooks.deliveries(id)).body.items
  if (!first) throw new Error('There is no delivery')
  return first
}
const find = (id: string) => hooks.service.deps.db.webhook.findUniqueOrThrow({ where: { id } })
const now = () => hooks.service.clock.now()

describe('an event', () => {
  test('arrives signed, as the Standard Webhooks library verifies it, with ids only', async () => {
    const { id, secret } = await subscribe()
    const user = await act()
    expect(await hooks.deliver()).toBe(1)
    const [call] = receiver.received
    if (!call) throw new Error('Nothing was received')
    const event = verify(call, secret, hooks.service.clock)
    expect(event).toEqual({
      id: call.headers['webhook-id'],
      type: 'user.created',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      data: { userId: user.id, kind: 'staff' },
    })
    expect(call).toMatchObject({
      path: '/hooks',
      headers: { 'content-type': 'application/json', 'user-agent': 'Rekey-Webhooks' },
    })
    expect(() => verify({ ...call, body: `${call.body} ` }, secret, hooks.service.clock)).toThrow()
    expect(await newest(id)).toMatchObject({
      id: event.id,
      event: 'user.created',
      data: event.data,
      status: 'delivered',
      attempts: [{ at: now().toISOString(), status: 204, detail: 'Delivered.', answer: '' }],
      nextAttemptAt: null,
    })
    expect(await hooks.deliver()).toBe(0)
  })

  test('is written only if a webhook that is on wants its type', async () => {
    const { db } = hooks.service.deps
    await subscribe({ enabled: false })
    await subscribe({ events: ['user.deleted'] })
    const before = await db.webhookEvent.count()
    await act()
    expect(await db.webhookEvent.count()).toBe(before)
    await subscribe()
    await subscribe()
    await act()
    expect(await db.webhookEvent.count()).toBe(before + 1)
    expect(await hooks.deliver()).toBe(2)
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(new Set(ids).size).toBe(1)
  })

  test('does not exist if its act is rolled back', async () => {
    await subscribe()
    const { db } = hooks.service.deps
    const failing = db.$transaction(async (tx) => {
      await createUser({ ...hooks.service.deps, db: tx as typeof db }, { password: null })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await hooks.deliver()).toBe(0)
  })
})

describe('a failed delivery', () => {
  test('is tried eight times over about 28 hours, with the same id and a new timestamp', async () => {
    const { id, secret } = await subscribe()
    receiver.script(...Array.from({ length: 8 }, () => ({ do: 'answer', status: 500 }) as const))
    await act()
    const started = now()
    const waits: number[] = []
    for (let tries = 1; tries <= 8; tries += 1) {
      expect(await hooks.deliver()).toBe(1)
      expect(await hooks.deliver()).toBe(0)
      const { nextAttemptAt, attempts, status } = await newest(id)
      expect(attempts).toHaveLength(tries)
      expect(status).toBe(tries === 8 ? 'failed' : 'pending')
      if (nextAttemptAt === null) break
      waits.push(Date.parse(nextAttemptAt) - now().getTime())
      hooks.service.clock.advance(Date.parse(nextAttemptAt) - now().getTime())
    }
    expect(waits).toHaveLength(7)
    expect(waits).toEqual(waits.toSorted((one, other) => one - other))
    expect(now().getTime() - started.getTime()).toBeGreaterThan(24 * hour)
    expect(now().getTime() - started.getTime()).toBeLessThan(31 * hour)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    const stamps = new Set(receiver.received.map(({ headers }) => headers['webhook-timestamp']))
    expect(stamps.size).toBe(8)
    const last = receiver.received.at(-1)
    expect(last && verify(last, secret, hooks.service.clock)).toMatchObject({
      type: 'user.created',
    })
  })

  test.each([
    ['a redirect', { do: 'answer', status: 302, headers: { location: '/other' } }, 302, 'redirect'],
    ['an error', { do: 'answer', status: 404, body: 'no such page' }, 404, 'an error (404)'],
    ['no answer', { do: 'hang' }, null, 'didn’t end within 0.3 seconds'],
    ['an answer without an end', { do: 'trickle' }, null, 'didn’t end within 0.3 seconds'],
    ['a cut connection', { do: 'drop' }, null, 'closed before the answer ended'],
    ['a cut answer', { do: 'drop-body' }, null, 'closed before the answer ended'],
  ] as const)('reports %s and is tried again', async (_, step, status, words) => {
    const { id } = await subscribe()
    receiver.script(step)
    await act()
    await hooks.deliver({ patience: 300 })
    expect(await newest(id)).toMatchObject({
      status: 'pending',
      attempts: [{ status, detail: expect.stringContaining(words) }],
    })
    expect(receiver.received).toHaveLength(1)
    hooks.service.clock.advance(6 * second)
    await hooks.deliver()
    expect(await newest(id)).toMatchObject({ status: 'delivered', attempts: [{}, { status: 204 }] })
    expect((await hooks.show(id)).body.failingSince).toBeNull()
  })

  test('reports a receiver that is down, and a host without an address', async () => {
    const { id } = await subscribe({ url: 'http://127.0.0.1:1/' })
    const other = await subscribe({ url: 'https://none.invalid/' })
    await act()
    await hooks.deliver()
    expect((await newest(id)).attempts[0]?.detail).toBe('The connection was refused.')
    expect((await newest(other.id)).attempts[0]?.detail).toMatch(/^DNS /)
    expect((await hooks.show(id)).body.failingSince).toBe(now().toISOString())
  })

  test('reports a receiver that speaks no https, or another protocol', async () => {
    const { id } = await subscribe({ url: receiver.url.replace('http:', 'https:') })
    const other = await subscribe()
    receiver.script({ do: 'write', bytes: '220 mail.northwind.example ESMTP\r\n' })
    await act()
    await hooks.deliver()
    expect((await newest(id)).attempts[0]?.detail).toBe(
      'The TLS connection failed. Does the receiver speak https at this port?',
    )
    expect((await newest(other.id)).attempts[0]?.detail).toMatch(
      /^The answer isn’t HTTP that Rekey can read \(HPE_\w+\)\.$/,
    )
  })

  test.each([
    [
      'switches to another protocol',
      'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      /closed before/,
    ],
    ['has no end', 'HTTP/1.1 200 OK\r\n\r\nok', /^The answer didn’t end within 0\.3 seconds\.$/],
  ])('ends in time if the answer %s', async (_, bytes, detail) => {
    const { id } = await subscribe()
    receiver.script({ do: 'write', bytes })
    await act()
    await hooks.deliver({ patience: 300 })
    expect(await newest(id)).toMatchObject({
      status: 'pending',
      attempts: [{ status: null, detail: expect.stringMatching(detail) }],
    })
  })

  test.each([
    [{ 'retry-after': '3600' }, 429, hour],
    [{ 'retry-after': '3600' }, 503, hour],
    [{ 'retry-after': '99999999' }, 429, 12 * hour],
    [{ 'retry-after': '3600.5' }, 503, hour],
    [{ 'retry-after': '3600' }, 500, 5 * second],
    [{ 'retry-after': 'soon' }, 429, 5 * second],
    [{ 'retry-after': '-5' }, 503, 5 * second],
  ])('waits as %j with %i asks, within reason', async (headers, status, wait) => {
    const { id } = await subscribe()
    receiver.script({ do: 'answer', status, headers })
    await act()
    await hooks.deliver()
    const waited = Date.parse((await newest(id)).nextAttemptAt ?? '') - now().getTime()
    expect(waited).toBeGreaterThanOrEqual(wait * 0.9)
    expect(waited).toBeLessThanOrEqual(wait * 1.1)
  })

  test('reads Retry-After as a date too', async () => {
    const { id } = await subscribe()
    const until = later(now(), 2 * hour).toUTCString()
    receiver.script({ do: 'answer', status: 503, headers: { 'retry-after': until } })
    await act()
    await hooks.deliver()
    const waited = Date.parse((await newest(id)).nextAttemptAt ?? '') - now().getTime()
    expect(waited).toBeGreaterThan(2 * hour - minute)
  })
})

describe('an answer', () => {
  test('is kept up to 1,000 bytes, and the rest is not read', async () => {
    const { id } = await subscribe()
    receiver.script({ do: 'flood' })
    await act()
    await hooks.deliver({ patience: 5_000 })
    const [attempt] = (await newest(id)).attempts
    expect(attempt).toMatchObject({ status: 200, answer: 'x'.repeat(1_000) })
    expect(receiver.written()).toBeLessThan(20_000_000)
  })

  test('of any bytes is stored', async () => {
    const { id } = await subscribe()
    receiver.script({
      do: 'answer',
      status: 200,
      body: Buffer.from([0, 0xff, 0xfe, 0x41, 0xed, 0xa0]),
    })
    await act()
    await hooks.deliver()
    expect((await newest(id)).attempts[0]?.answer).toMatch(/^\uFFFD+A\uFFFD+$/)
  })
})

describe('a slow receiver', () => {
  test('gets twenty events at once at most, and delays no other receiver', async () => {
    const other = await openReceiver()
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    await subscribe()
    await subscribe({ url: other.url })
    receiver.script(...Array.from({ length: 30 }, () => ({ do: 'wait', until: opened }) as const))
    for (let number = 0; number < 30; number += 1) await act()
    const deliverer = createDeliverer(hooks.service.deps)
    try {
      expect(await deliverer.take()).toBe(40)
      await Promise.all([other.receives(20), receiver.receives(20)])
      await vi.waitFor(async () => {
        await deliverer.take()
        expect(other.received).toHaveLength(30)
      }, 20_000)
      expect(await deliverer.take()).toBe(0)
      expect(receiver.received).toHaveLength(20)
    } finally {
      open()
      await deliverer.settled()
      await deliverer.take()
      await deliverer.settled()
      await other.close()
    }
    expect(receiver.received).toHaveLength(30)
  })

  test('makes the worker look for more events only when it had no room for another one', async () => {
    await subscribe()
    let looks = 0
    const deliverer = createDeliverer(hooks.service.deps, { onFree: () => (looks += 1) })
    const deliver = async (count: number) => {
      for (let number = 0; number < count; number += 1) await act()
      await deliverer.take()
      await deliverer.settled()
    }
    await deliver(19)
    expect(looks).toBe(0)
    await deliver(20)
    expect(looks).toBe(1)
  })

  test('is held by one of two workers, until its time is over', async () => {
    const { id } = await subscribe()
    await act()
    const { promise: opened, resolve: open } = Promise.withResolvers<void>()
    receiver.script({ do: 'wait', until: opened })
    const first = hooks.deliver()
    await receiver.receives(1)
    expect(await hooks.deliver()).toBe(0)
    hooks.service.clock.advance(21 * second)
    expect(await hooks.deliver()).toBe(1)
    open()
    await first
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      (await newest(id)).id,
      (await newest(id)).id,
    ])
    expect((await newest(id)).status).toBe('delivered')
  })

  test('is given back untried when the worker ends', async () => {
    const { id } = await subscribe()
    await act()
    receiver.script({ do: 'hang' })
    const stopping = new AbortController()
    const running = hooks.deliver({ stopping: stopping.signal })
    await receiver.receives(1)
    stopping.abort()
    await running
    expect(await newest(id)).toMatchObject({ status: 'pending', attempts: [], nextAttemptAt: null })
    expect(await hooks.deliver()).toBe(1)
  })
})

describe('a secret', () => {
  test('signs beside the new one for 24 hours, and then no more', async () => {
    const { id, secret } = await subscribe()
    const { secret: next } = (await hooks.rotate(id)).body
    await act()
    await hooks.deliver()
    const [during] = receiver.received
    if (!during) throw new Error('Nothing was received')
    expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2)
    verify(during, secret, hooks.service.clock)
    verify(during, next, hooks.service.clock)
    hooks.service.clock.advance(24 * hour)
    await act()
    await hooks.deliver()
    const after = receiver.received.at(-1)
    if (!after) throw new Error('Nothing was received')
    verify(after, next, hooks.service.clock)
    expect(() => verify(after, secret, hooks.service.clock)).toThrow('No matching signature')
  })

  test('that can’t be read makes the delivery fail, and nothing unsigned is sent', async () => {
    const { id } = await subscribe()
    const { db } = hooks.service.deps
    await db.webhookSecret.updateMany({ data: { sealed: 'gone:AAAA' } })
    await act()
    await hooks.deliver()
    expect((await newest(id)).attempts[0]?.detail).toBe('The secret can’t be read. Rotate it.')
    expect(receiver.received).toEqual([])
  })
})

describe('a test', () => {
  test('is sent once, also while the webhook is off, and its failure counts for nothing', async () => {
    const { id, secret } = await subscribe({ enabled: false })
    const answer = await hooks.test(id)
    expect(answer).toMatchObject({
      status: 202,
      body: { event: 'webhook.test', status: 'pending', attempts: [], data: { webhookId: id } },
    })
    await hooks.deliver()
    const [call] = receiver.received
    expect(call && verify(call, secret, hooks.service.clock).id).toBe(answer.body.id)
    receiver.script({ do: 'answer', status: 500 })
    hooks.service.clock.advance(second)
    const failing = await hooks.test(id)
    await hooks.deliver()
    expect(await newest(id)).toMatchObject({
      id: failing.body.id,
      status: 'failed',
      attempts: [{}],
    })
    expect(await find(id)).toMatchObject({ failingSince: null, enabled: false })
    expect((await hooks.replay(id, failing.body.id)).status).toBe(202)
    await hooks.deliver()
    expect((await newest(id)).status).toBe('delivered')
  })
})

describe('a replay', () => {
  test('of one event sends it again with its id, and keeps its history', async () => {
    const { id } = await subscribe()
    await act()
    await hooks.deliver()
    const { id: deliveryId } = await newest(id)
    const replayed = await hooks.replay(id, deliveryId)
    expect(replayed).toMatchObject({ status: 202, body: { id: deliveryId, status: 'pending' } })
    await hooks.deliver()
    expect(await newest(id)).toMatchObject({ status: 'delivered', attempts: [{}, {}] })
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      deliveryId,
      deliveryId,
    ])
    expect((await hooks.replay(id, randomUUID())).status).toBe(404)
    await hooks.change(id, { enabled: false })
    expect(await hooks.replay(id, deliveryId)).toMatchObject({ status: 409 })
    expect(await hooks.replaySince(id, new Date())).toMatchObject({ status: 409 })
  })

  test.each(['2020-01-01T01:00:00.123456789+01:00', '0000-01-01T00:00:00Z'])(
    'takes the time %s',
    async (since) => {
      const { id } = await subscribe()
      await act()
      await hooks.deliver()
      const answer = await hooks.call<{ replayed: number }>('POST', `/${id}/replay`, { since })
      expect(answer).toMatchObject({ status: 202, body: { replayed: 1 } })
    },
  )

  test('since a time sends all events of its types since then, once each', async () => {
    const { id } = await subscribe()
    await act()
    await act()
    await hooks.deliver()
    const [second, first] = (await hooks.deliveries(id)).body.items
    const { db } = hooks.service.deps
    const long = new Date(Date.now() - day)
    await db.webhookEvent.update({ where: { id: first?.id ?? '' }, data: { at: long } })
    const { status, body } = await hooks.replaySince(id, new Date(Date.now() - hour))
    expect({ status, body }).toEqual({ status: 202, body: { replayed: 1 } })
    await hooks.deliver()
    const ids = receiver.received.map(({ headers }) => headers['webhook-id'])
    expect(ids.slice(2)).toEqual([second?.id])
    expect((await hooks.replaySince(id, new Date('2999-01-01'))).body).toEqual({ replayed: 0 })
  })

  test('brings what happened while Rekey had switched the webhook off', async () => {
    const { id } = await subscribe()
    receiver.script({ do: 'answer', status: 410 })
    await act()
    const since = new Date(Date.now() - minute)
    await hooks.deliver()
    expect((await hooks.show(id)).body).toMatchObject({
      enabled: false,
      switchedOffAt: expect.any(String),
    })
    const missed = await act()
    expect(await hooks.deliver()).toBe(0)
    await hooks.change(id, { enabled: true })
    expect((await hooks.replaySince(id, since)).body.replayed).toBeGreaterThanOrEqual(2)
    await hooks.deliver()
    expect(receiver.received.map(({ body }) => body).join()).toContain(missed.id)
  })
})

describe('the list of deliveries', () => {
  test('is newest first, by pages and by status', async () => {
    const { id } = await subscribe()
    receiver.script({ do: 'answer', status: 410 })
    await act()
    await hooks.deliver()
    await hooks.change(id, { enabled: true })
    for (let number = 0; number < 4; number += 1) await act()
    const ids: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = await hooks.deliveries(id, `?limit=2${cursor && `&cursor=${cursor}`}`)
      ids.push(...page.body.items.map((item) => item.id))
      cursor = page.body.nextCursor
    }
    expect(new Set(ids).size).toBe(5)
    const failed = (await hooks.deliveries(id, '?status=failed')).body.items
    expect(failed.map((item) => item.id)).toEqual([ids[4]])
    expect((await hooks.deliveries(id, '?status=pending')).body.items).toHaveLength(4)
    expect((await hooks.deliveries(id, '?status=lost')).status).toBe(400)
  })
})

test('deliveries that wait are not sent once the webhook no longer names their type', async () => {
  const { id } = await subscribe()
  receiver.script({ do: 'answer', status: 500 })
  await act()
  await hooks.deliver()
  await hooks.change(id, { events: ['user.deleted'] })
  hooks.service.clock.advance(6 * second)
  await hooks.deliver()
  expect(receiver.received).toHaveLength(1)
  expect(await newest(id)).toMatchObject({
    status: 'failed',
    nextAttemptAt: null,
    attempts: [
      { status: 500 },
      { status: null, detail: expect.stringContaining('doesn’t name this type any more') },
    ],
  })
})

test('deliveries that wait while the webhook is switched off are sent when it is on again', async () => {
  const { id } = await subscribe()
  await act()
  await hooks.change(id, { enabled: false })
  expect(await hooks.deliver()).toBe(0)
  await act()
  await hooks.change(id, { enabled: true })
  expect(await hooks.deliver()).toBe(1)
})

test('a webhook that is deleted during a try is gone, and nothing fails', async () => {
  const { id } = await subscribe()
  await act()
  const { promise: opened, resolve: open } = Promise.withResolvers<void>()
  receiver.script({ do: 'wait', until: opened })
  const running = hooks.deliver()
  await receiver.receives(1)
  expect((await hooks.remove(id)).status).toBe(204)
  open()
  await running
  expect(await hooks.service.deps.db.webhookAttempt.count({ where: { webhookId: id } })).toBe(0)
  expect(hooks.service.logged.filter((line) => line.includes('"level":50'))).toEqual([])
})
