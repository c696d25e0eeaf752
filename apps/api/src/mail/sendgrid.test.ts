import { afterEach, describe, expect, test } from 'vitest'
import { exampleMail } from '../../testing/example-mail.ts'
import {
  openSendgridFake,
  type SendgridFake,
  type SendgridStep,
} from '../../testing/sendgrid-fake.ts'
import type { Mail } from './mail.ts'
import { createSendgridMailer } from './sendgrid.ts'

const mail: Mail = {
  ...exampleMail,
  html: '<p>Rich – {{482913}}</p>',
  headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': 'de' },
  eventToken: 'fE8MDo8KTXyaU0o_i6KhEQ.kX3vTq9LzR2mWc7HnB5sYQ',
}

const apiKey = 'SG.right.hunter2'
const closing: (() => Promise<void>)[] = []

const openFake = async (...steps: SendgridStep[]) => {
  const fake = await openSendgridFake({ apiKey })
  fake.script(...steps)
  closing.push(() => fake.close())
  return fake
}

const deliver = (fake: SendgridFake, changes: Partial<Mail> = {}, key = apiKey) =>
  createSendgridMailer({ apiKey: key, baseUrl: fake.url }, 300).deliver({ ...mail, ...changes })

const faults = (...errors: { message: string; field?: string | null }[]) => ({
  errors: errors.map(({ message, field = null }) => ({ message, field, help: null })),
})

afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

describe('a mail by SendGrid', () => {
  test('is handed over with both parts, the plain one first, and every header', async () => {
    const fake = await openFake()
    expect(await deliver(fake)).toEqual({
      status: 'accepted',
      detail: expect.stringMatching(/^HTTP 202, X-Message-Id [\w-]{22}$/),
    })
    expect(fake.mails).toMatchObject([
      {
        personalizations: [{ to: [{ email: mail.to }] }],
        from: { email: mail.from.address, name: mail.from.name },
        reply_to: { email: mail.replyTo },
        subject: mail.subject,
        content: [
          { type: 'text/plain', value: mail.text },
          { type: 'text/html', value: mail.html },
        ],
        headers: { ...mail.headers, 'Message-ID': `<${mail.messageId}>` },
      },
    ])
    expect(fake.calls[0]).not.toHaveProperty('auto-submitted')
    expect(fake.calls[0]).not.toHaveProperty('message-id')
  })

  test('has neither tracked links nor a tracking picture', async () => {
    const fake = await openFake()
    await deliver(fake)
    expect(fake.mails[0]?.tracking_settings).toEqual({
      click_tracking: { enable: false, enable_text: false },
      open_tracking: { enable: false },
      subscription_tracking: { enable: false },
      ganalytics: { enable: false },
    })
  })

  test('goes out though an earlier mail bounced, was marked as spam or unsubscribed from', async () => {
    const fake = await openFake()
    await deliver(fake)
    expect(fake.mails[0]?.mail_settings).toEqual({ bypass_list_management: { enable: true } })
  })

  test('contains the token that events return, unless its key is gone', async () => {
    const fake = await openFake()
    await deliver(fake)
    await deliver(fake, { eventToken: null, replyTo: null })
    expect(fake.mails.map(({ custom_args }) => custom_args)).toEqual([
      { rekey_message: mail.eventToken },
      undefined,
    ])
  })

  test.each([
    [400, 'delayed is no answer to 400', 'subject', 'refused', 'not-understood'],
    [
      400,
      'Does not contain a valid address.',
      'personalizations.0.to.0.email',
      'refused',
      'address-does-not-exist',
    ],
    [401, 'Maximum credits exceeded', null, 'delayed', 'quota-used-up'],
    [401, 'Permission denied, wrong credentials', null, 'delayed', 'mail-server-sign-in-failed'],
    [403, 'access forbidden', null, 'delayed', 'mail-server-sign-in-failed'],
    [
      403,
      'The from address does not match a verified Sender Identity.',
      'from',
      'delayed',
      'sender-not-permitted',
    ],
    [404, 'not found', null, 'refused', 'not-understood'],
    [408, 'request timed out', null, 'delayed', 'mail-server-timeout'],
    [413, 'too large', null, 'refused', 'message-too-large'],
    [429, 'too many requests', null, 'delayed', 'mail-server-busy'],
    [500, 'internal error', null, 'delayed', 'mail-server-busy'],
    [503, 'unavailable', null, 'delayed', 'mail-server-busy'],
  ] as const)('told %i %s (%s) is %s: %s', async (status, message, field, outcome, reason) => {
    const fake = await openFake({ do: 'answer', status, body: faults({ message, field }) })
    expect(await deliver(fake)).toMatchObject({
      status: outcome,
      reason,
      detail: `HTTP ${status} ${message}`,
    })
    expect(fake.mails).toHaveLength(0)
  })

  test('is refused for its size by the gateway before SendGrid, which answers in HTML', async () => {
    const body = '<html><h1>413 Request Entity Too Large</h1></html>'
    const fake = await openFake({ do: 'answer', status: 413, body })
    expect(await deliver(fake)).toMatchObject({ status: 'refused', reason: 'message-too-large' })
  })

  test.each([302, 400, 404, 405, 407, 451, 511])(
    'waits when somebody between us and SendGrid answers %i',
    async (status) => {
      const body = '<html><h1>Ask your administrator</h1></html>'
      const fake = await openFake({ do: 'answer', status, body })
      expect(await deliver(fake)).toMatchObject({ status: 'delayed' })
      expect(await deliver(fake)).toMatchObject({ status: 'accepted' })
    },
  )

  test('waits as long as SendGrid asks', async () => {
    const at = Math.floor(Date.now() / 1_000) + 90
    const fake = await openFake(
      { do: 'answer', status: 429, headers: { 'retry-after': '42' } },
      { do: 'answer', status: 429, headers: { 'x-ratelimit-reset': `${at}` } },
      { do: 'answer', status: 429, headers: { 'retry-after': 'soon' } },
    )
    expect(await deliver(fake)).toMatchObject({ waitMs: 42_000 })
    const asked = Date.now()
    const { waitMs = 0 } = (await deliver(fake)) as { waitMs?: number }
    expect(waitMs).toBeLessThanOrEqual(at * 1_000 - asked)
    expect(waitMs).toBeGreaterThanOrEqual(at * 1_000 - Date.now())
    expect(await deliver(fake)).toMatchObject({ waitMs: 0 })
  })

  test.each([
    ['hang', 'mail-server-timeout'],
    ['trickle', 'mail-server-timeout'],
    ['drop', 'mail-server-unreachable'],
    ['babble', 'mail-server-unreachable'],
  ] as const)('into a server that does %s is delayed: %s', async (step, reason) => {
    const fake = await openFake({ do: step })
    expect(await deliver(fake)).toMatchObject({ status: 'delayed', reason })
    expect(await deliver(fake)).toMatchObject({ status: 'accepted' })
  })

  test.each([
    ['200, as their sandbox answers', 200, ''],
    ['the page of somebody else', 200, '<html>Sign in to the Wi-Fi</html>'],
    ['a redirect', 302, ''],
    ['more than any answer of theirs', 200, 'x'.repeat(1_000_001)],
  ])('is not taken for sent by %s', async (_title, status, body) => {
    const other = await openFake()
    const headers = { location: `${other.url}/v3/mail/send` }
    const fake = await openFake({ do: 'answer', status, body, headers })
    expect(await deliver(fake)).toMatchObject({ status: 'delayed' })
    expect(other.calls).toEqual([])
  })

  test('is delayed while there is no server', async () => {
    const fake = await openFake()
    await closing.pop()?.()
    expect(await deliver(fake)).toMatchObject({
      status: 'delayed',
      reason: 'mail-server-unreachable',
    })
  })

  test('is delayed while our key is wrong, and the key is never named', async () => {
    const fake = await openFake()
    const delivery = await deliver(fake, {}, 'SG.wrong.hunter3')
    expect(delivery).toMatchObject({ status: 'delayed', reason: 'mail-server-sign-in-failed' })
    expect(JSON.stringify(delivery)).not.toContain('hunter')
    expect(await deliver(fake)).toMatchObject({ status: 'accepted' })
  })

  test('that their library can not write fails for good', async () => {
    const fake = await openFake()
    const to = undefined as unknown as string
    expect(await deliver(fake, { to })).toMatchObject({
      status: 'failed',
      reason: 'could-not-be-written',
    })
  })
})

describe('the check', () => {
  const check = (baseUrl: string, key = apiKey) =>
    createSendgridMailer({ apiKey: key, baseUrl }, 300).check()

  test('passes if the key may send', async () => {
    await expect(check((await openFake()).url)).resolves.toBeUndefined()
  })

  test('names a wrong key, a key that may not send, and a server that is not SendGrid', async () => {
    const fake = await openFake()
    await expect(check(fake.url, 'SG.wrong.key')).rejects.toThrow('HTTP 401 The provided')
    const reading = await openSendgridFake({ apiKey, scopes: ['stats.read'] })
    closing.push(() => reading.close())
    await expect(check(reading.url)).rejects.toThrow('lacks the scope mail.send')
    fake.script({ do: 'answer', status: 200, body: '<html></html>' })
    await expect(check(fake.url)).rejects.toThrow('does not answer as SendGrid does')
  })
})
