import type { EventType, testEventType } from '@rekey/contracts/webhooks'
import { Webhook } from 'standardwebhooks'
import { describe, expect, expectTypeOf, test } from 'vitest'
import type { WebhookEventType } from './generated/webhook-event-type.ts'
import { RekeyWebhookError, verifyWebhook, type WebhookHeaders } from './verify-webhook.ts'
import type { WebhookEvent } from './webhook-event.ts'

const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const otherSecret = `whsec_${Buffer.alloc(24, 8).toString('base64')}`
const event = {
  id: 'evt_1',
  type: 'password.changed',
  timestamp: '2026-11-29T12:00:00Z',
  data: { userId: 'u1', sessionsEnded: 2, byAdministrator: false, reason: null },
}
const body = JSON.stringify({ ...event, note: 'é 🗝' })

const sign = (text = body, key = secret, at = new Date()) => ({
  'webhook-id': 'msg_1',
  'webhook-timestamp': `${Math.floor(at.getTime() / 1_000)}`,
  'webhook-signature': new Webhook(key).sign('msg_1', at, text),
})

/** The error's code and sentence. */
const refusal = (...given: Parameters<typeof verifyWebhook> | unknown[]) => {
  try {
    verifyWebhook(...(given as Parameters<typeof verifyWebhook>))
  } catch (error) {
    expect(error).toBeInstanceOf(RekeyWebhookError)
    const { code, message } = error as RekeyWebhookError
    return `${code}: ${message}`
  }
  return 'accepted'
}

describe('a webhook of Rekey', () => {
  const bytes = new TextEncoder().encode(body)

  test.each<[string, Parameters<typeof verifyWebhook>[0]]>([
    ['text', body],
    ['a Buffer', Buffer.from(body)],
    ['bytes', bytes],
    ['a part of a larger buffer', new Uint8Array([0, ...bytes, 0]).subarray(1, -1)],
    ['an ArrayBuffer', new Uint8Array(bytes).buffer],
  ])('is accepted as %s', (_, raw) => {
    expect(verifyWebhook(raw, sign(), secret)).toMatchObject(event)
  })

  const upper = Object.fromEntries(Object.entries(sign()).map(([k, v]) => [k.toUpperCase(), v]))
  test.each<[string, WebhookHeaders]>([
    ['fetch', new Headers(sign())],
    ['Node', { ...sign(), cookie: undefined, 'set-cookie': ['a', 'b'] }],
    ['a platform that writes them in upper case', upper],
    ['a platform that lists values', { ...sign(), 'webhook-id': ['msg_1'] }],
  ])('is accepted with the headers of %s', (_, headers) => {
    expect(verifyWebhook(body, headers, secret)).toMatchObject(event)
  })

  test('is accepted while its secret is changed, on both sides', () => {
    const [old, next] = [sign(body, secret), sign(body, otherSecret)]
    const both = `${old['webhook-signature']} ${next['webhook-signature']}`
    for (const known of [secret, otherSecret]) {
      expect(refusal(body, { ...old, 'webhook-signature': both }, known)).toBe('accepted')
    }
    expect(refusal(body, next, [secret, otherSecret])).toBe('accepted')
    expect(refusal(body, old, [` ${secret}\n`])).toBe('accepted')
  })
})

describe('the type of an event', () => {
  test('knows exactly the types that Rekey sends', () => {
    expectTypeOf<WebhookEventType>().toEqualTypeOf<EventType | typeof testEventType>()
  })

  test('has lists of words too, such as the fields of a changed user', () => {
    const data: WebhookEvent['data'] = { userId: 'u1', fields: ['displayName'] }
    const changed = JSON.stringify({ ...event, type: 'user.changed', data })
    expect(verifyWebhook(changed, sign(changed), secret).data).toEqual(data)
  })
})

describe('a body that was parsed before it came here is told as that, with the way out', () => {
  test.each([JSON.parse(body), {}, [event], undefined, null, 7])('%j', (parsed) => {
    const told = refusal(parsed, sign(), secret)
    expect(told).toMatch(/^body-parsed: The body was parsed before it came here/)
    for (const way of ['Express', 'Fastify', 'Next.js']) expect(told).toContain(way)
  })

  test('one that wasn’t read yet too', () => {
    const request = new Request('https://shop.example', { method: 'POST', body })
    for (const early of [request, request.body, Promise.resolve(body)]) {
      expect(refusal(early, sign(), secret)).toContain('Pass `await request.text()`')
    }
  })

  test('one that was parsed and written again has a wrong signature, which hints at that', () => {
    const again = JSON.stringify(JSON.parse(body), null, 2)
    expect(refusal(again, sign(), secret)).toMatch(/^signature-wrong: .*parsed and written again/)
  })
})

describe('is refused, with the reason:', () => {
  const minutes = (count: number) => new Date(Date.now() + count * 60_000)

  test('a request without the headers', () => {
    expect(refusal(body, {}, secret)).toContain(
      'headers-missing: The request has no webhook-id, webhook-timestamp, webhook-signature.',
    )
    expect(refusal(body, { ...sign(), 'webhook-id': '' }, secret)).toContain('no webhook-id.')
    expect(refusal(body, undefined, secret)).toContain('headers-missing')
  })

  test('one that is too old, or from the future', () => {
    expect(refusal(body, sign(body, secret, minutes(-6)), secret)).toMatch(
      /^timestamp-too-old: The request was signed 36\d seconds ago\./,
    )
    expect(refusal(body, sign(body, secret, minutes(6)), secret)).toMatch(
      /^timestamp-too-new: .*clock/,
    )
    for (const allowed of [-4, 4]) {
      expect(refusal(body, sign(body, secret, minutes(allowed)), secret)).toBe('accepted')
    }
  })

  test.each(['soon', '1e9', '-1', '12345678901234567890'])('the timestamp %j', (timestamp) => {
    expect(refusal(body, { ...sign(), 'webhook-timestamp': timestamp }, secret)).toMatch(
      /^timestamp-/,
    )
  })

  test('another secret, another body, another id and another form of signature', () => {
    const signed = sign()
    expect(refusal(body, signed, otherSecret)).toMatch(/^signature-wrong/)
    expect(refusal(`${body} `, signed, secret)).toMatch(/^signature-wrong/)
    expect(refusal(body, { ...signed, 'webhook-id': 'msg_2' }, secret)).toMatch(/^signature-wrong/)
    for (const signature of ['v1', 'v1,', 'v2,abc', 'nonsense']) {
      const headers = { ...signed, 'webhook-signature': signature }
      expect(refusal(body, headers, secret)).toMatch(/^signature-wrong/)
    }
  })

  test.each([undefined, '', 'whsec_', 'rk_abc', secret.slice(6), `${secret}x`, 'whsec_…'])(
    'the secret %j',
    (wrong) => {
      expect(refusal(body, sign(), wrong)).toMatch(/^secret-malformed/)
      expect(refusal(body, sign(), [secret, wrong])).toMatch(/^secret-malformed/)
    },
  )

  test('an empty list of secrets', () => {
    expect(refusal(body, sign(), [])).toMatch(/^secret-malformed/)
  })

  test.each(['', '7', '"text"', '[]', '{"id":"x"}', 'not json'])(
    'the signed body %j',
    (strange) => {
      expect(refusal(strange, sign(strange), secret)).toMatch(/^not-an-event/)
    },
  )
})
