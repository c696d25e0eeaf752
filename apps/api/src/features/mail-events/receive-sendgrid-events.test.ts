import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptedMessage, storyOf } from '../../../testing/accepted-message.ts'
import { countStatements } from '../../../testing/count-statements.ts'
import { cpuMsOf } from '../../../testing/cpu-time.ts'
import { createSendgridWebhook, postEvents } from '../../../testing/sendgrid-webhook.ts'
import { createTestApp, createUser, type TestApp } from '../../../testing/test-app.ts'
import { day, hour, later, minute } from '../../lib/clock.ts'
import { deriveEventToken } from '../../models/event-token.ts'

const webhook = createSendgridWebhook()
let service: TestApp
let message: Awaited<ReturnType<typeof acceptedMessage>>

beforeAll(async () => {
  service = await createTestApp({ SENDGRID_WEBHOOK_PUBLIC_KEY: webhook.publicKey })
})
afterAll(() => service.close())
beforeEach(async () => {
  message = await acceptedMessage(service.deps)
})

let ids = 0
const nextId = () => {
  ids += 1
  return `ZGVsaXZlcmVk-${ids}`
}

/** An event of SendGrid about a mail of ours, as in its documentation. */
const eventOf = ({ id, keyId } = message, fields: object = {}) => ({
  email: 'jane.doe@northwind.example',
  timestamp: Math.floor(service.clock.now().getTime() / 1_000),
  'smtp-id': `<${id}@northwind.example>`,
  category: ['rekey'],
  sg_event_id: nextId(),
  sg_message_id: '14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0',
  rekey_message: deriveEventToken(service.deps.keys, { id, keyId }),
  event: 'delivered',
  response: '250 OK',
  ...fields,
})
const event = (fields: object = {}) => eventOf(message, fields)

const post = (events: unknown, at?: Date) => webhook.post(service, events, at)
const story = (id = message.id) => storyOf(service.deps, id)
const told = async () => (await story()).events.map(({ status, detail }) => [status, detail])

describe('an event of SendGrid', () => {
  test.each([
    ['processed', {}, 'accepted', null, 'Processed by SendGrid'],
    [
      'deferred',
      { response: '452 4.2.2 Over quota', attempt: '5' },
      'delayed',
      'mailbox-full',
      '452 4.2.2 Over quota',
    ],
    ['delivered', { response: '250 OK' }, 'delivered', null, '250 OK'],
    [
      'bounce',
      { type: 'bounce', status: '5.1.1', reason: '550 5.1.1 Unknown user' },
      'bounced',
      'address-does-not-exist',
      '550 5.1.1 Unknown user',
    ],
    [
      'bounce',
      { type: 'blocked', reason: 'unable to get mx info', bounce_classification: 'Technical' },
      'bounced',
      'recipient-server-unreachable',
      'unable to get mx info',
    ],
    [
      'bounce',
      { type: 'blocked', status: '5.0.0', reason: '554 Spam', bounce_classification: 'Reputation' },
      'bounced',
      'sender-blocked',
      '554 Spam',
    ],
    ['bounce', { reason: '599 Qux' }, 'bounced', 'not-understood', '599 Qux'],
    [
      'dropped',
      { reason: 'Bounced Address' },
      'bounced',
      'suppressed',
      'Dropped by SendGrid: Bounced Address',
    ],
    [
      'dropped',
      { reason: 'Invalid' },
      'bounced',
      'address-does-not-exist',
      'Dropped by SendGrid: Invalid',
    ],
    [
      'dropped',
      { reason: 'Recipient List over Package Quota' },
      'bounced',
      'quota-used-up',
      'Dropped by SendGrid: Recipient List over Package Quota',
    ],
    ['spamreport', {}, 'delivered', 'marked-as-spam', 'The recipient marked it as spam'],
  ] as const)('%s %j: %s, %s', async (name, fields, status, reason, detail) => {
    const { response: _none, ...bare } = event()
    const answer = await post([{ ...bare, event: name, ...fields }])
    expect([answer.statusCode, answer.body]).toEqual([204, ''])
    expect(await story()).toMatchObject({ status, reason })
    expect((await told()).at(-1)?.[1]).toBe(detail)
  })

  test.each(['open', 'click', 'group_unsubscribe', 'unsubscribe', 'something_new', '__proto__'])(
    '%s says nothing of delivery, and is passed over',
    async (name) => {
      expect((await post([event({ event: name })])).statusCode).toBe(204)
      expect(await told()).toEqual([])
    },
  )

  test('stores no code or link that a server quotes', async () => {
    await post([event({ event: 'bounce', reason: '554 5.7.1 "482913 is your code" is spam' })])
    expect((await told()).at(-1)?.[1]).toBe('554 5.7.1 "… is your code" is spam')
  })
})

describe('states only move forward', () => {
  test('in any order within a batch, and the history is kept in the order of time', async () => {
    const at = Math.floor(service.clock.now().getTime() / 1_000)
    service.clock.advance(hour)
    await post([
      event({ event: 'bounce', status: '5.2.1', reason: '550 5.2.1 Off', timestamp: at + 30 }),
      event({ event: 'deferred', response: '451 Later', timestamp: at + 10 }),
      event({ event: 'delivered', timestamp: at + 20 }),
    ])
    await post([event({ event: 'processed', timestamp: at + 5 })])
    expect(await story()).toMatchObject({ status: 'bounced', reason: 'mailbox-disabled' })
    expect((await told()).map(([status]) => status)).toEqual([
      'accepted',
      'delayed',
      'delivered',
      'bounced',
    ])
  })

  test('times before the mail left, or in the future, are corrected to possible ones', async () => {
    await post([event({ timestamp: 0 }), event({ timestamp: 9_999_999_999 })])
    const now = service.clock.now()
    expect((await story()).events.map(({ at }) => at)).toEqual([now, now])
  })

  test('a time in a string is a time', async () => {
    const at = service.clock.now()
    service.clock.advance(hour)
    await post([event({ timestamp: String(Math.floor(at.getTime() / 1_000)) })])
    const [told] = (await story()).events
    expect(told?.at).toEqual(new Date(Math.floor(at.getTime() / 1_000) * 1_000))
  })

  test('no event stops a later mail, or ends a reset', async () => {
    const { id, username } = await createUser(service.deps)
    await service.send('POST', '/password-resets', { username })
    await service.runJobs()
    const first = await service.deps.db.message.findFirstOrThrow({ where: { userId: id } })
    await post([
      eventOf(first, { event: 'bounce', status: '5.1.1', reason: '550 5.1.1 Unknown' }),
      eventOf(first, { event: 'spamreport' }),
    ])
    expect(await story(first.id)).toMatchObject({ status: 'bounced' })
    service.clock.advance(5 * minute)
    await service.send('POST', '/password-resets', { username })
    await service.runJobs()
    expect(await service.mailsTo(username)).toHaveLength(2)
    const resets = await service.deps.db.reset.findMany({ where: { userId: id } })
    expect(resets).toMatchObject([{ endedAt: null }])
  })
})

describe('a sender of events', () => {
  const unchanged = async () =>
    expect(await story()).toMatchObject({ status: 'accepted', events: [] })

  test('must have signed this very body recently: unsigned, altered and stale get one answer', async () => {
    const body = JSON.stringify([event()])
    const now = service.clock.now()
    const good = webhook.signed(body, now)
    const signature = 'x-twilio-email-event-webhook-signature'
    const timestamp = 'x-twilio-email-event-webhook-timestamp'
    const other = createSendgridWebhook()
    const refused = await Promise.all([
      postEvents(service, body, {}),
      postEvents(service, body, { [signature]: good[signature] }),
      postEvents(service, body, { [timestamp]: good[timestamp] }),
      postEvents(service, `${body} `, good),
      postEvents(service, body, { ...good, [timestamp]: `${Number(good[timestamp]) + 1}` }),
      postEvents(service, body, { ...good, [signature]: 'AAAA' }),
      postEvents(service, body, { ...good, [timestamp]: 'now' }),
      postEvents(service, body, other.signed(body, now)),
      postEvents(service, body, webhook.signed(body, later(now, -day - minute))),
      postEvents(service, body, webhook.signed(body, later(now, 10 * minute))),
      postEvents(service, '', good),
    ])
    for (const answer of refused) {
      expect(answer.json()).toMatchObject({ status: 403, code: 'not-permitted' })
    }
    await unchanged()
    expect((await postEvents(service, body, good)).statusCode).toBe(204)
  })

  test('may be a day late, and may send a batch any number of times', async () => {
    const body = JSON.stringify([event()])
    const signed = webhook.signed(body, service.clock.now())
    for (const wait of [0, hour, 22 * hour]) {
      service.clock.advance(wait)
      expect((await postEvents(service, body, signed)).statusCode).toBe(204)
    }
    expect(await told()).toEqual([['delivered', '250 OK']])
    service.clock.advance(2 * hour)
    expect((await postEvents(service, body, signed)).statusCode).toBe(403)
  })

  test('may repeat an event in another batch, or twice in one: it counts once', async () => {
    const one = event()
    await post([one, one])
    await Promise.all([post([one, event({ event: 'processed' })]), post([one])])
    expect(await told()).toHaveLength(2)
  })

  test('must return our argument: foreign, forged and missing ones are ignored alike', async () => {
    const other = await acceptedMessage(service.deps)
    const [mine = '', theirs = ''] = [message, other].map(({ id, keyId }) =>
      String(deriveEventToken(service.deps.keys, { id, keyId })),
    )
    const [id] = mine.split('.')
    const [, mac] = theirs.split('.')
    const forged = [`${id}.${mac}`, `${mine}x`, randomUUID(), '', null, 7, { id }, undefined]
    const ghost = deriveEventToken(service.deps.keys, { id: randomUUID(), keyId: 'test' })
    const answer = await post([...forged, ghost].map((rekey_message) => event({ rekey_message })))
    expect(answer.statusCode).toBe(204)
    await unchanged()
  })

  test('malformed events do not make their batch fail', async () => {
    const odd = [
      null,
      7,
      'x',
      [],
      {},
      event({ sg_event_id: 'a\0b' }),
      event({ sg_event_id: 'x'.repeat(300) }),
      event({ sg_event_id: null }),
      event({ event: ['delivered'] }),
    ]
    const words = event({ timestamp: 'soon', response: `\0\ud800 250 ${'x'.repeat(2_000)}` })
    expect((await post([...odd, words])).statusCode).toBe(204)
    const [kept, ...none] = await told()
    expect(none).toEqual([])
    expect(kept?.[1]).toMatch(/^. ?250 x+$/u)
  })

  test.each(['{}', 'null', '"x"', '[', ''])('what is no list is not taken: %s', async (body) => {
    expect((await post(body)).json()).toMatchObject({ status: 400, code: 'bad-request' })
  })

  test('sends JSON and nothing else', async () => {
    const headers = { ...webhook.signed('[]', service.clock.now()), 'content-type': 'text/plain' }
    expect((await postEvents(service, '[]', headers)).statusCode).toBe(415)
    const mail = { ...headers, 'content-type': 'message/rfc822' }
    expect((await postEvents(service, '[]', mail)).statusCode).toBe(415)
  })
})

describe('a batch', () => {
  test('of ten thousand events takes one request, few statements and a few seconds', async () => {
    const messages = await Promise.all(
      Array.from({ length: 200 }, () => acceptedMessage(service.deps)),
    )
    const kinds = [
      { event: 'processed' },
      { event: 'deferred', response: '451 Later' },
      { event: 'delivered' },
    ]
    const events = Array.from({ length: 10_000 }, (_, n) =>
      eventOf(messages[n % 200], kinds[n % 3]),
    )
    expect(JSON.stringify(events).length).toBeLessThan(5 * 1_024 * 1_024)
    let cpuMs = 0
    const statements = await countStatements(async () => {
      cpuMs = await cpuMsOf(async () => expect((await post(events)).statusCode).toBe(204))
    })
    expect(cpuMs).toBeLessThan(10_000)
    // A thousand each: begin, lock, store, move, commit.
    expect(statements.length).toBeLessThan(80)
    const ids = messages.map(({ id }) => id)
    const where = { messageId: { in: ids } }
    expect(await service.deps.db.messageEvent.count({ where })).toBe(10_000)
    const delivered = { id: { in: ids }, status: 'delivered' } as const
    expect(await service.deps.db.message.count({ where: delivered })).toBe(200)
  })

  test('never fills the history of one mail', async () => {
    const many = Array.from({ length: 500 }, () => event({ event: 'deferred', response: '451 No' }))
    await post(many)
    await post([event()])
    expect(await told()).toHaveLength(200)
  })

  test('beyond 5 MiB is too large', async () => {
    const answer = await post(`[${' '.repeat(5 * 1_024 * 1_024)}]`)
    expect(answer.json()).toMatchObject({ status: 413, code: 'too-large' })
  })
})

test('without a configured key no event is accepted, even a signed one', async () => {
  const bare = await createTestApp()
  const answer = await webhook.post(bare, [])
  await bare.close()
  expect(answer.json()).toMatchObject({ status: 503, code: 'not-configured' })
  expect(answer.headers['retry-after']).toBeDefined()
})

test('the text of a report is never logged', () => {
  expect(service.logged.join()).not.toMatch(/250 OK|jane\.doe/)
})
