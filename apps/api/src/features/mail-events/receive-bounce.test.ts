import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { acceptedMessage, storyOf } from '../../../testing/accepted-message.ts'
import { createTestApp, type TestApp } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'
import { deriveBounceTag } from '../../models/event-token.ts'

let service: TestApp
let message: Awaited<ReturnType<typeof acceptedMessage>>

const bounceAddress = 'bounce@northwind.example'

beforeAll(async () => {
  service = await createTestApp({ BOUNCE_ADDRESS: bounceAddress })
})
afterAll(() => service.close())
beforeEach(async () => {
  message = await acceptedMessage(service.deps)
  service.clock.advance(minute)
})

const tagOf = (of: { id: string; keyId: string } = message) =>
  String(deriveBounceTag(service.deps.keys, of))

/** A bounce as the named mail server writes it, returned to this tag. */
async function bounce(name: string, tag = tagOf()) {
  return (await bounceBytes(name, tag)).toString('latin1')
}

/** In whatever charset it is written. */
async function bounceBytes(name: string, tag = tagOf()) {
  const bytes = await readFile(join(import.meta.dirname, 'bounces', `${name}.eml`))
  const text = bytes.toString('latin1')
  return Buffer.from(text.replaceAll('TAGGED', `bounce+${tag}`).replaceAll('TAG', tag), 'latin1')
}

const post = (payload: string | Buffer, type = 'message/rfc822') =>
  service.app.inject({
    method: 'POST',
    url: '/api/v1/mail-events/dsn',
    payload,
    headers: { 'content-type': type },
  })

const story = () => storyOf(service.deps, message.id)

describe('a bounce', () => {
  test.each([
    [
      'postfix-failed',
      'bounced',
      'address-does-not-exist',
      '550 5.1.1 <jane.doe@contoso.example>: Recipient address rejected: User unknown in virtual mailbox table',
    ],
    [
      'postfix-delayed',
      'delayed',
      'recipient-server-unreachable',
      'connect to mx.contoso.example[192.0.2.25]:25: Connection timed out',
    ],
    ['postfix-delivered', 'delivered', null, 'delivered via dovecot service'],
    [
      'exim-failed',
      'bounced',
      'mailbox-full',
      '552 5.2.2 <jane.doe@contoso.example>: Mailbox is full',
    ],
    ['exim-gave-up', 'bounced', 'time-ran-out', '450 TEMPERROR: retry timeout exceeded'],
  ] as const)('of %s: %s, %s', async (name, status, reason, detail) => {
    for (const text of [await bounce(name), (await bounce(name)).replaceAll('\n', '\r\n')]) {
      const answer = await post(text)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
    }
    const { events, ...after } = await story()
    expect(after).toMatchObject({ status, reason })
    expect(events).toMatchObject([{ status, reason, detail }])
  })

  test.each([
    ['words-in-utf8', '550 5.1.1 Empfänger unbekannt: 宛先が見つかりません'],
    ['utf8-addresses', '550 5.1.1 Empfänger 宛先不明'],
    ['utf8-in-base64', '550 5.1.1 宛先が見つかりません'],
    ['iso-2022-jp', '550 5.1.1 宛先が見つかりません'],
    ['shift-jis', '宛先が見つかりません'],
    ['latin1', '550 5.1.1 Empfänger unbekannt'],
    ['encoded-words', '550 5.1.1 宛先が見つかりません'],
    ['late-report', '550 5.1.1 No such user'],
    [
      'qmail',
      '550 5.1.1 <jane.doe@contoso.example>: Recipient address rejected: User unknown Giving up on 192.0.2.25.',
    ],
    ['qmail-local', 'Sorry, no mailbox here by that name. (#5.1.1)'],
  ])('%s is read as it was written: %s', async (name, detail) => {
    await post(await bounceBytes(name))
    const reason = 'address-does-not-exist'
    const { events, ...after } = await story()
    expect(after).toMatchObject({ status: 'bounced', reason })
    expect(events).toMatchObject([{ status: 'bounced', reason, detail }])
  })

  test('without a delivery status is read by its text', async () => {
    await post(await bounceBytes('exim-plain'))
    expect(await story()).toMatchObject({ status: 'bounced', reason: 'mailbox-full' })
    message = await acceptedMessage(service.deps)
    await post(await bounceBytes('plain-delay'))
    expect(await story()).toMatchObject({
      status: 'delayed',
      reason: 'recipient-server-unreachable',
    })
  })

  test('that we do not understand is recorded, and changes no state', async () => {
    await post(await bounceBytes('plain-unknown'))
    const detail = "We can't read this bounce."
    expect(await story()).toMatchObject({ status: 'accepted', events: [{ detail, reason: null }] })
  })

  test('is read up to its first 256 KiB, however long the returned mail is', async () => {
    await post(`${await bounce('exim-failed')}${'x'.repeat(4 * 1_024 * 1_024)}`)
    expect(await story()).toMatchObject({ status: 'bounced' })
    message = await acceptedMessage(service.deps)
    await post(`${'x'.repeat(256 * 1_024)}\n${await bounce('exim-failed')}`)
    expect(await story()).toMatchObject({ status: 'accepted', events: [] })
  })

  test('that is repeated, even a year later, counts once', async () => {
    const text = await bounce('exim-failed')
    await Promise.all([post(text), post(text)])
    service.clock.advance(365 * 24 * 60 * minute)
    await post(text)
    expect((await story()).events).toHaveLength(1)
  })

  test('is found by its tag wherever a mail server puts it, in either case', async () => {
    const text = await bounce('postfix-delivered')
    const withoutAddress = text.replaceAll(/bounce\+[\w.]+@northwind\.example/g, 'bounce@x.example')
    expect(withoutAddress).toContain(`Original-Envelope-Id: ${tagOf()}`)
    await post(withoutAddress)
    expect(await story()).toMatchObject({ status: 'delivered' })
    message = await acceptedMessage(service.deps)
    await post(await bounce('exim-failed', tagOf().toUpperCase()))
    expect(await story()).toMatchObject({ status: 'bounced' })
  })

  test('leaves no text of the returned mail in our database or log', async () => {
    await post(await bounce('postfix-failed'))
    expect(JSON.stringify((await story()).events, (_, value) => String(value))).not.toContain(
      '482913',
    )
    expect(service.logged.join()).not.toMatch(/482913|jane\.doe@contoso/)
  })

  test('names one mail, and changes no other', async () => {
    const other = await acceptedMessage(service.deps)
    await post(await bounce('postfix-failed'))
    expect(await storyOf(service.deps, other.id)).toMatchObject({ status: 'accepted', events: [] })
  })
})

describe('a mail that is no bounce of ours', () => {
  const unchanged = async () =>
    expect(await story()).toMatchObject({ status: 'accepted', events: [] })

  test('gets the same answer: a forged tag, one of another mail, one of no mail, none', async () => {
    const other = await acceptedMessage(service.deps)
    const [id] = tagOf().split('.')
    const [, mac] = tagOf(other).split('.')
    const tags = [
      `${id}.${mac}`,
      `${id}.${'0'.repeat(20)}`,
      tagOf({ id: randomUUID(), keyId: 'test' }),
      tagOf().slice(0, -1),
      'x',
    ]
    const bodies = [
      ...(await Promise.all(tags.map((tag) => bounce('postfix-failed', tag)))),
      'Hello',
      '\0',
      Buffer.from([0xff, 0xfe, 0x00]),
    ]
    for (const body of bodies) {
      const answer = await post(body)
      expect([answer.statusCode, answer.body]).toEqual([204, ''])
    }
    await unchanged()
  })

  test('changes nothing: an absence note, one that quotes a bounce, a truncated bounce', async () => {
    const note = await bounce('absence-note')
    await post(note)
    await post(`${note}\nPlease see: 550 5.1.1 User unknown\n`)
    await post((await bounce('postfix-failed')).slice(0, 300))
    await unchanged()
  })

  test('but a report without an action, or a broken one, is read by its text', async () => {
    const text = await bounce('postfix-failed')
    for (const broken of [
      text.replace('Action: failed', 'Action: constructor'),
      text.replace('Action: failed', 'X-Action: failed'),
    ]) {
      message = await acceptedMessage(service.deps)
      await post(broken.replaceAll(/[\da-f]{32}\.[\da-f]{20}/g, tagOf()))
      expect(await story()).toMatchObject({
        status: 'bounced',
        reason: 'address-does-not-exist',
      })
    }
  })

  test('delays no other call, however it is built', async () => {
    const tag = `To: bounce+${tagOf()}@northwind.example\n`
    const nested = 'Content-Type: multipart/mixed; boundary=b\n\n--b\n'
    const big = 4 * 1_024 * 1_024
    const bodies = [
      `${tag}Content-Type: message/delivery-status\n\n${'\n'.repeat(big)}`,
      `${tag}${nested.repeat(big / nested.length)}`,
      `${tag}${`${tagOf()}\n`.repeat(big / 54)}`,
      `${tag}${'a: b\n'.repeat(big / 5)}`,
      `${tag}\n${'a'.repeat(big)}`,
    ]
    let turns = 0
    const turn = setInterval(() => turns++, 1)
    for (const body of bodies) expect((await post(body)).statusCode).toBe(204)
    clearInterval(turn)
    expect(turns).toBeGreaterThan(bodies.length)
    const { status, reason } = await story()
    expect({ status, reason }).toEqual({ status: 'accepted', reason: null })
  })

  test('is a mail of at most 5 MiB, and nothing else', async () => {
    expect((await post('x'.repeat(5 * 1_024 * 1_024 + 1))).json()).toMatchObject({ status: 413 })
    expect((await post('{}', 'application/json')).json()).toMatchObject({ status: 415 })
    expect((await post('x', 'text/plain')).json()).toMatchObject({ status: 415 })
  })
})

test('without BOUNCE_ADDRESS no bounce is read', async () => {
  const without = await createTestApp()
  const answer = await without.app.inject({
    method: 'POST',
    url: '/api/v1/mail-events/dsn',
    payload: 'x'.repeat(100_000),
    headers: { 'content-type': 'message/rfc822' },
  })
  await without.close()
  expect(answer.json()).toMatchObject({ status: 503, code: 'not-configured' })
  expect(answer.headers).toMatchObject({ 'retry-after': '3600', connection: 'close' })
})

test('one address may send a limited number a minute, and is told when to try again', async () => {
  const limited = await createTestApp({ IP_RATE_LIMITS: 'on', BOUNCE_ADDRESS: bounceAddress })
  const call = () =>
    limited.app.inject({
      method: 'POST',
      url: '/api/v1/mail-events/dsn',
      payload: 'x',
      headers: { 'content-type': 'message/rfc822' },
    })
  for (let n = 0; n < 600; n += 1) await call()
  const answer = await call()
  await limited.close()
  expect(answer.json()).toMatchObject({ status: 429, code: 'rate-limited' })
  expect(answer.headers['retry-after']).toBeDefined()
})

test('no other call accepts a mail', async () => {
  const answer = await service.app.inject({
    method: 'POST',
    url: '/api/v1/password-resets',
    payload: 'x',
    headers: { 'content-type': 'message/rfc822' },
  })
  expect(answer.statusCode).toBe(415)
})

test('no case in this file causes a server error', () => {
  expect(service.logged.filter((line) => JSON.parse(line).level >= 50)).toEqual([])
})
