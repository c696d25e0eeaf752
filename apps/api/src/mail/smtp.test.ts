import { afterEach, describe, expect, test } from 'vitest'
import { exampleMail as mail } from '../../testing/example-mail.ts'
import { type MailSink, openMailSink, type SinkStep } from '../../testing/mail-sink.ts'
import { createSmtpMailer } from './smtp.ts'

const quick = { connect: 500, greeting: 500, socket: 300, delivery: 2_000 }
const publicUrl = 'https://accounts.northwind.example'
const closing: (() => Promise<void>)[] = []

const openSink = async (...steps: SinkStep[]) => {
  const sink = await openMailSink()
  sink.script(...steps)
  return keep(sink)
}

const keep = (sink: MailSink) => {
  closing.push(() => sink.close())
  return sink
}

const mailerFor = (smtpUrl: string, timeouts = quick) => {
  const mailer = createSmtpMailer({ smtpUrl, publicUrl }, timeouts)
  closing.push(() => mailer.close())
  return mailer
}

afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

describe('a mail over SMTP', () => {
  test('arrives with both parts, the plain one first, and every header', async () => {
    const sink = await openSink()
    const delivery = await mailerFor(sink.url).deliver(mail)
    expect(delivery).toMatchObject({ status: 'accepted', detail: expect.stringMatching(/^250/) })
    const [came] = sink.mails
    expect(came).toMatchObject({
      envelopeTo: ['Jane.Doe@northwind.example'],
      envelopeFrom: 'no-reply@northwind.example',
      subject: mail.subject,
      messageId: `<${mail.messageId}>`,
      from: mail.from,
      replyTo: [{ address: 'help@northwind.example' }],
    })
    expect(came?.text?.trim()).toBe(mail.text.trim())
    expect(came?.html?.trim()).toBe(mail.html)
    expect(came?.headers).toContainEqual(
      expect.objectContaining({ key: 'auto-submitted', value: 'auto-generated' }),
    )
    expect(came?.raw).toMatch(/text\/plain[\s\S]*text\/html/)
    expect(came?.headers.map(({ key }) => key)).not.toContain('x-mailer')
  })

  test('has its own return address, and asks for reports without the body', async () => {
    const sink = await openSink()
    const tag = '7c4f0c0e8f0a4d7c9a534a3f8ba2a111.0123456789abcdef0123'
    const bounce = { address: `bounce+${tag}@mail.northwind.example`, tag }
    const mailer = mailerFor(sink.url)
    await mailer.deliver({ ...mail, bounce })
    await mailer.deliver(mail)
    expect(sink.mails).toMatchObject([
      {
        envelopeFrom: bounce.address,
        from: mail.from,
        reportsAskedFor: { ret: 'HDRS', envid: tag, notify: ['SUCCESS', 'FAILURE', 'DELAY'] },
      },
      { envelopeFrom: mail.from.address },
    ])
  })

  test.each([
    ['of 60 characters', 60, 'Northwind'],
    ['of 200 characters', 200, 'Northwind'],
    ['of 60 characters, from a name beyond ASCII', 60, 'Müllers Bürobedarf – 株式会社'],
    ['of 800 characters, from a name beyond ASCII', 800, 'Müllers Bürobedarf – 株式会社'],
  ])(
    'holds a link %s whole on one line of each part of the raw mail',
    async (_title, length, name) => {
      const sink = await openSink()
      const start = `https://${'a'.repeat(50)}.example/`
      const link = `${start.padEnd(length, 'b')}/reset#${'T-x_9'.repeat(9)}`
      const sentence = `${name} sent this.${' Lorem ipsum dolor.'.repeat(50)}`
      const text = `${sentence}\n\n${link}\n\n482913\n.\n`
      const html = `<p>${sentence}</p><p><a href="${link}">${link}</a></p>`
      const from = { ...mail.from, name }
      await mailerFor(sink.url).deliver({ ...mail, from, text, html })
      const [came] = sink.mails
      const lines = came?.raw.split('\r\n') ?? []
      expect(lines.filter((line) => line === link)).toHaveLength(1)
      expect(lines.filter((line) => line.includes(`href="${link}"`))).toHaveLength(1)
      expect(lines.every((line) => Buffer.byteLength(line) <= 998)).toBe(true)
      expect(came?.text?.replace(/\s+/g, ' ').trim()).toBe(text.replace(/\s+/g, ' ').trim())
      expect(came?.html?.replace(/\s+/g, ' ').replaceAll('" >', '">').trim()).toBe(html)
      expect(came?.isSaidToBe8Bit).toBe(name !== 'Northwind')
    },
  )

  test('ends each line with CR and LF, so that no server can read another mail out of it', async () => {
    const sink = await openSink()
    const text = 'One\rtwo\r\n.\r\nthree\n.\rfour\n'
    await mailerFor(sink.url).deliver({ ...mail, text })
    expect(sink.mails[0]?.raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    expect(sink.mails).toHaveLength(1)
  })

  test('with a link that is longer than the limit of a line still arrives', async () => {
    const sink = await openSink()
    const text = `https://accounts.northwind.example/${'b'.repeat(1_200)}\n`
    await mailerFor(sink.url).deliver({ ...mail, text })
    const { from, subject } = mail
    const [came] = sink.mails
    expect(came).toMatchObject({ from, subject, messageId: `<${mail.messageId}>` })
    expect(came?.text?.trim()).toBe(text.trim())
    expect(came?.html?.trim()).toBe(mail.html)
    expect(came?.headers.map(({ key }) => key)).not.toContain('x-mailer')
    expect(came?.raw.split('\r\n').every((line) => line.length <= 998)).toBe(true)
  })

  test('reaches an address whose dots mail servers only take in quotes', async () => {
    const sink = await openSink()
    await mailerFor(sink.url).deliver({ ...mail, to: 'jane.doe.@northwind.example' })
    expect(sink.mails[0]?.envelopeTo).toEqual(['"jane.doe."@northwind.example'])
  })

  test('keeps its Message-ID when it is sent again', async () => {
    const sink = await openSink({ do: 'answer', code: 451, words: '4.3.0 Try later' })
    const mailer = mailerFor(sink.url)
    await mailer.deliver(mail)
    await mailer.deliver(mail)
    await mailer.deliver(mail)
    expect(sink.tries).toBe(3)
    expect(sink.mails.map(({ messageId }) => messageId)).toEqual(
      Array(2).fill(`<${mail.messageId}>`),
    )
  })

  test.each([
    [451, '4.3.0 Try later', 'data', 'delayed', 'mail-server-busy'],
    [450, '4.7.1 Greylisted', 'rcpt', 'delayed', 'mail-server-busy'],
    [452, '4.2.2 Over quota', 'rcpt', 'delayed', 'mailbox-full'],
    [550, '5.1.1 User unknown', 'rcpt', 'refused', 'address-does-not-exist'],
    [556, '5.1.10 Domain takes no mail', 'rcpt', 'refused', 'address-does-not-exist'],
    [550, '5.2.1 Mailbox disabled', 'rcpt', 'refused', 'mailbox-disabled'],
    [552, '5.2.2 Mailbox full', 'rcpt', 'delayed', 'mailbox-full'],
    [552, '5.3.4 Message too big', 'data', 'refused', 'message-too-large'],
    [554, '5.7.1 Refused by policy', 'data', 'refused', 'refused-by-policy'],
    [530, '5.7.0 Sign in first', 'rcpt', 'delayed', 'mail-server-sign-in-failed'],
    [550, 'No', 'data', 'refused', 'not-understood'],
  ] as const)('told %i %s at %s is %s: %s', async (code, words, at, status, reason) => {
    const sink = await openSink({ do: 'answer', code, words, at })
    const delivery = await mailerFor(sink.url).deliver(mail)
    expect(delivery).toEqual({ status, reason, detail: `${code} ${words}` })
    expect(sink.mails).toHaveLength(0)
  })

  test.each([
    ['hang', 'mail-server-timeout'],
    ['drop', 'mail-server-unreachable'],
  ] as const)('into a server that does %s is delayed: %s', async (step, reason) => {
    const sink = await openSink({ do: step })
    const mailer = mailerFor(sink.url)
    expect(await mailer.deliver(mail)).toMatchObject({ status: 'delayed', reason })
    expect(await mailer.deliver(mail)).toMatchObject({ status: 'accepted' })
  })

  test('that goes first waits for no other mail, even if the server hangs with all of them', async () => {
    const sink = await openSink(...Array.from({ length: 10 }, () => ({ do: 'hang' }) as const))
    const mailer = mailerFor(sink.url, { ...quick, socket: 60_000, delivery: 60_000 })
    const others = Array.from({ length: 40 }, () => mailer.deliver(mail))
    await expect.poll(() => sink.tries).toBe(10)
    expect(await mailer.deliver({ ...mail, goesFirst: true })).toMatchObject({ status: 'accepted' })
    expect(sink.tries).toBe(11)
    await sink.close()
    await mailer.close()
    await Promise.all(others)
  })

  test('ends at the deadline of the whole try if the server answers in tiny pieces', async () => {
    const sink = await openSink({ do: 'hang' })
    const mailer = mailerFor(sink.url, { ...quick, socket: 60_000, delivery: 400 })
    expect(await mailer.deliver(mail)).toMatchObject({
      status: 'delayed',
      reason: 'mail-server-timeout',
    })
  })

  test('is delayed if no server answers, and if there is no server', async () => {
    const sink = await openMailSink()
    await sink.close()
    const unreachable = { status: 'delayed', reason: 'mail-server-unreachable' }
    expect(await mailerFor(sink.url).deliver(mail)).toMatchObject(unreachable)
    expect(await mailerFor('smtp://mail.invalid:25').deliver(mail)).toMatchObject(unreachable)
  })

  test('is delayed while our sign-in at the mail server fails, and the password is never named', async () => {
    const sink = keep(await openMailSink({ user: { name: 'relay', password: 'right' } }))
    const wrong = mailerFor(sink.url.replace('right', 'hunter2-wrong'))
    const delivery = await wrong.deliver(mail)
    expect(delivery).toMatchObject({ status: 'delayed', reason: 'mail-server-sign-in-failed' })
    expect(delivery.detail).not.toContain('hunter2')
    await expect(wrong.check()).rejects.toThrow('535')
    expect(await mailerFor(sink.url).deliver(mail)).toMatchObject({ status: 'accepted' })
  })

  test('is encrypted wherever the server offers it, and never sent to one with an untrusted certificate', async () => {
    const sink = keep(await openMailSink({ offersTls: true }))
    expect(await mailerFor(sink.url).deliver(mail)).toMatchObject({
      status: 'delayed',
      reason: 'mail-server-tls-failed',
    })
    const trusting = mailerFor(`${sink.url}?tls.rejectUnauthorized=false`)
    expect(await trusting.deliver(mail)).toMatchObject({ status: 'accepted' })
    expect(sink.mails).toMatchObject([{ isEncrypted: true }])
  })

  test('goes over no more connections than SMTP_URL allows', async () => {
    const sink = keep(await openMailSink({ mostClients: 3 }))
    const mails = Array.from({ length: 20 }, (_, n) => ({ ...mail, goesFirst: n % 4 === 0 }))
    const sendAll = async (most: number) => {
      const mailer = mailerFor(`${sink.url}?maxConnections=${most}`)
      const deliveries = await Promise.all(mails.map((one) => mailer.deliver(one)))
      await mailer.close()
      return new Set(deliveries.map((one) => ('reason' in one ? one.reason : one.status)))
    }
    for (const most of [1, 2, 3]) expect(await sendAll(most)).toEqual(new Set(['accepted']))
    expect(await sendAll(12)).toEqual(new Set(['accepted', 'mail-server-busy']))
  })

  test("keeps at most 500 characters of the server's words", async () => {
    const sink = await openSink({ do: 'answer', code: 550, words: `5.1.1 ${'no '.repeat(400)}` })
    expect((await mailerFor(sink.url).deliver(mail)).detail.length).toBeLessThanOrEqual(500)
  })
})
