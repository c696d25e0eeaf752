import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { MailHealth } from '@rekey/contracts/mail-health'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptedMessage } from '../../../testing/accepted-message.ts'
import { type SignedIn, signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { day, hour, later, minute, second } from '../../lib/clock.ts'

let service: TestApp
let reader: SignedIn

beforeAll(async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  service = await createTestApp({
    SENDGRID_WEBHOOK_PUBLIC_KEY: publicKey
      .export({ format: 'der', type: 'spki' })
      .toString('base64'),
  })
  reader = await signInWith(service, ['messages.read'])
})
beforeEach(() => service.deps.db.message.deleteMany())
afterAll(() => service.close())

const health = async (): Promise<MailHealth> => {
  const { status, body } = await reader.get('/mail-health')
  expect(status).toBe(200)
  return body as unknown as MailHealth
}
const now = () => service.clock.now()
const ago = (milliseconds: number) => later(now(), -milliseconds)
const store = (changes: object) => acceptedMessage(service.deps, changes)

/** A mail whose only try failed this long ago. */
const mishap = (status: string, reason: string, milliseconds: number, detail = '') => {
  const at = ago(milliseconds)
  const events = { create: { status, reason, at, detail } }
  return store({ status, reason, askedAt: at, acceptedAt: null, events })
}

test('before the first mail the state is unknown', async () => {
  const none = { accepted: 0, delivered: 0, delayed: 0, bounced: 0, refused: 0, failed: 0 }
  expect(await health()).toEqual({
    transport: 'mailbox',
    state: 'unknown',
    since: null,
    lastAcceptedAt: null,
    queue: { count: 0, oldestAt: null },
    lastErrors: [],
    lastHour: none,
    lastDay: none,
    eventsConfigured: { sendgrid: true, bounces: false },
    lastEventAt: null,
  })
})

test('mails are counted by their state, over an hour and over a day', async () => {
  await store({ askedAt: ago(30 * minute) })
  await store({ status: 'delivered', askedAt: ago(30 * minute) })
  await store({ status: 'bounced', askedAt: ago(2 * hour) })
  await store({ status: 'failed', askedAt: ago(2 * hour) })
  await store({ status: 'refused', askedAt: ago(25 * hour) })
  await store({ status: 'not-sent', acceptedAt: null, askedAt: ago(minute) })
  const { lastHour, lastDay } = await health()
  expect(lastHour).toMatchObject({ accepted: 1, delivered: 1, bounced: 0, failed: 0, refused: 0 })
  expect(lastDay).toMatchObject({ accepted: 1, delivered: 1, bounced: 1, failed: 1, refused: 0 })
})

describe('mail', () => {
  test('works while mails are accepted, and is unknown a day after the last one', async () => {
    const acceptedAt = ago(day - 1)
    await store({ acceptedAt, askedAt: ago(day - 1) })
    expect(await health()).toMatchObject({
      state: 'working',
      since: null,
      lastAcceptedAt: acceptedAt.toISOString(),
    })
    await service.deps.db.message.updateMany({ data: { acceptedAt: ago(day) } })
    expect((await health()).state).toBe('unknown')
  })

  test.each([
    'mail-server-unreachable',
    'mail-server-timeout',
    'mail-server-tls-failed',
    'mail-server-sign-in-failed',
  ])('is down while nothing was taken since %s, from its first', async (reason) => {
    await store({ acceptedAt: ago(10 * minute) })
    await mishap('delayed', reason, 11 * minute)
    expect((await health()).state).not.toBe('down')
    await mishap('delayed', reason, 9 * minute)
    await mishap('delayed', reason, minute)
    expect(await health()).toMatchObject({
      state: 'down',
      since: ago(9 * minute).toISOString(),
      queue: { count: 3, oldestAt: ago(11 * minute).toISOString() },
    })
    await store({ acceptedAt: ago(second) })
    await service.deps.db.message.updateMany({
      where: { acceptedAt: null },
      data: { status: 'accepted', acceptedAt: now() },
    })
    expect(await health()).toMatchObject({
      state: 'working',
      since: null,
      queue: { count: 0, oldestAt: null },
    })
  })

  test('is delayed while no worker takes mails from the queue', async () => {
    await store({})
    await store({ status: 'queued', acceptedAt: null, askedAt: ago(5 * minute) })
    expect((await health()).state).toBe('working')
    service.clock.advance(second)
    expect(await health()).toMatchObject({
      state: 'delayed',
      since: ago(5 * minute + second).toISOString(),
    })
  })

  test('is delayed while our mail server is busy, but not by a recipient’s mailbox', async () => {
    await store({})
    await mishap('delayed', 'mailbox-full', hour)
    expect(await health()).toMatchObject({ state: 'working', queue: { count: 1 } })
    await mishap('delayed', 'mail-server-busy', 10 * minute)
    expect(await health()).toMatchObject({
      state: 'delayed',
      since: ago(10 * minute).toISOString(),
    })
  })

  test('that is delayed beyond our mail server does not wait here', async () => {
    const events = { create: { status: 'delayed', at: now(), sourceId: randomUUID() } }
    await store({ status: 'delayed', reason: 'mail-server-timeout', askedAt: ago(hour), events })
    expect(await health()).toMatchObject({
      state: 'working',
      queue: { count: 0 },
      lastDay: { delayed: 1 },
      lastEventAt: now().toISOString(),
    })
  })
})

describe('the last errors', () => {
  test('are one for each reason, newest first, of one day', async () => {
    await mishap('delayed', 'mail-server-timeout', 3 * minute, 'first')
    await mishap('delayed', 'mail-server-timeout', 2 * minute, 'second')
    await mishap('refused', 'sender-not-trusted', minute, '550 5.7.26 Unauthenticated')
    await mishap('failed', 'could-not-be-written', day)
    expect((await health()).lastErrors).toEqual([
      {
        at: ago(minute).toISOString(),
        reason: 'sender-not-trusted',
        advice: expect.stringContaining('SPF'),
        detail: '550 5.7.26 Unauthenticated',
        count: 1,
      },
      {
        at: ago(2 * minute).toISOString(),
        reason: 'mail-server-timeout',
        advice: expect.any(String),
        detail: 'second',
        count: 2,
      },
    ])
  })

  test('stay after the mails were accepted', async () => {
    const { id } = await mishap('delayed', 'mail-server-timeout', minute)
    const data = { status: 'accepted', reason: null, acceptedAt: now() } as const
    await service.deps.db.message.update({ where: { id }, data })
    expect((await health()).lastErrors).toMatchObject([{ reason: 'mail-server-timeout' }])
  })

  test.each([
    ['550 5.1.1 <jane.doe@northwind.example>: unknown', '550 5.1.1 <…>: unknown'],
    ['550 jane@northwind.example,sam@x.example no', '550 …,… no'],
    ['550 5.1.1 bounce+1f.2@x: SRS0=a=b=jane@y?', '550 5.1.1 …: …'],
    ['451 4.3.0 Try later', '451 4.3.0 Try later'],
  ])('name nobody: %s', async (words, shown) => {
    await mishap('refused', 'address-does-not-exist', minute, words)
    expect((await health()).lastErrors[0]?.detail).toBe(shown)
  })
})

describe('a test mail', () => {
  const send = (by: SignedIn) => service.send('POST', '/mail-health/test', undefined, by.cookies)
  const someone = (given = {}) => signInWith(service, ['messages.read', 'users.read'], given)

  test('is sent to the caller, and its status can be watched', async () => {
    const caller = await someone()
    const { status, body } = await send(caller)
    expect(status).toBe(202)
    const { username, id } = caller.user
    expect(body.message).toMatchObject({ template: 'test', to: username, status: 'queued' })
    await service.runJobs()
    const [mail] = await service.mailsTo(username)
    expect(mail?.subject).toBe('Test mail from Rekey accounts')
    const list = await caller.get(`/users/${id}/messages`)
    expect(list.body).toMatchObject({ items: [{ id: body.message.id, status: 'accepted' }] })
    expect(await health()).toMatchObject({
      state: 'working',
      lastAcceptedAt: now().toISOString(),
    })
  })

  test('is limited to one a minute for each caller, also with eight parallel calls', async () => {
    const caller = await someone()
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(caller)))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(1)
    const refused = answers.find(({ status }) => status === 429)
    expect(refused).toMatchObject({
      body: { code: 'rate-limited' },
      headers: { 'retry-after': '60' },
    })
    expect((await send(await someone())).status).toBe(202)
    service.clock.advance(minute - 1)
    expect((await send(caller)).status).toBe(429)
    service.clock.advance(1)
    expect((await send(caller)).status).toBe(202)
  })

  test('replaces one that is still waiting', async () => {
    const caller = await someone()
    const first = await send(caller)
    service.clock.advance(minute)
    await send(caller)
    await service.runJobs()
    expect(await service.mailsTo(caller.user.username)).toHaveLength(1)
    const replaced = await service.deps.db.message.findUniqueOrThrow({
      where: { id: first.body.message.id },
      include: { events: true },
    })
    expect(replaced).toMatchObject({ status: 'not-sent', reason: 'cancelled' })
    expect(replaced.events.map(({ status }) => status)).toContain('not-sent')
  })

  test('needs a caller with an address', async () => {
    const till = await someone({ kind: 'device', username: `till-${randomUUID()}` })
    expect(await send(till)).toMatchObject({ status: 409, body: { code: 'user-has-no-address' } })
  })

  test('can not be sent to others by sending it again', async () => {
    const caller = await signInWith(service, ['messages.read', 'users.write', 'users.read'])
    const { body } = await send(caller)
    const path = `/messages/${body.message.id}/resend`
    expect(await service.send('POST', path, undefined, caller.cookies)).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })
})

test('it needs messages.read', async () => {
  const other = await signInWith(service, ['users.read', 'settings.write', 'console.access'])
  for (const [method, path] of [
    ['GET', '/mail-health'],
    ['POST', '/mail-health/test'],
  ] as const) {
    const call = (cookies = {}) => service.send(method, path, undefined, cookies)
    expect((await call()).body.code).toBe('not-signed-in')
    expect((await call(other.cookies)).body.code).toBe('not-permitted')
  }
})
