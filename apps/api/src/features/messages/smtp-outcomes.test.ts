import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { askedReset } from '../../../testing/asked-reset.ts'
import { type MailSink, openMailSink, type SinkStep } from '../../../testing/mail-sink.ts'
import { createJobRunner } from '../../../testing/run-jobs.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import { later, minute } from '../../lib/clock.ts'
import type { Mailer } from '../../mail/mail.ts'
import { createSmtpMailer } from '../../mail/smtp.ts'
import { findBounceTags, isBounceMac } from '../../models/event-token.ts'

/** The complete way of a mail, from the job that opens a reset to a real mail server. */
let deps: TestDeps
let sink: MailSink
let mailer: Mailer
let runner: ReturnType<typeof createJobRunner>
let handlers: ReturnType<typeof createJobHandlers>

const quick = { connect: 500, greeting: 500, socket: 400, delivery: 2_000 }

beforeAll(async () => {
  deps = await openTestDeps({ BOUNCE_ADDRESS: 'bounce@mail.northwind.example' })
})
afterAll(() => deps.close())
beforeEach(async () => {
  sink = await openMailSink()
  mailer = createSmtpMailer({ smtpUrl: sink.url, publicUrl: deps.config.publicUrl }, quick)
  handlers = createJobHandlers({ ...deps, mailer }, { longestDelayMs: 0 })
  runner = createJobRunner(deps.databaseUrl, handlers)
})
afterEach(async () => {
  await runner.stop()
  await mailer.close()
  await sink.close()
})

/** A user requests a reset, and the mail is tried once. */
async function ask() {
  const { username, story } = await askedReset(deps, handlers)
  await runner.run()
  return {
    story,
    mails: () => sink.mails.filter(({ envelopeTo }) => envelopeTo.includes(username)),
  }
}

type Expected = { status: string; reason: string | null; mails: number }
const accepted: Expected = { status: 'accepted', reason: null, mails: 1 }

test.each<[string, SinkStep, Expected, Expected | null]>([
  ['is slow', { do: 'slow', milliseconds: 250 }, accepted, null],
  [
    'refuses with 550 5.1.1',
    { do: 'answer', code: 550, words: '5.1.1 User unknown', at: 'rcpt' },
    { status: 'refused', reason: 'address-does-not-exist', mails: 0 },
    null,
  ],
  [
    'says 552 5.2.2, and accepts later',
    { do: 'answer', code: 552, words: '5.2.2 Mailbox full', at: 'rcpt' },
    { status: 'delayed', reason: 'mailbox-full', mails: 0 },
    accepted,
  ],
  [
    'says 451, and accepts later',
    { do: 'answer', code: 451, words: '4.3.0 Try later' },
    { status: 'delayed', reason: 'mail-server-busy', mails: 0 },
    accepted,
  ],
  [
    'refuses our own proof of who we are, and accepts later',
    { do: 'answer', code: 550, words: '5.7.26 Unauthenticated mail' },
    { status: 'delayed', reason: 'sender-not-trusted', mails: 0 },
    accepted,
  ],
  [
    'hangs, and accepts later',
    { do: 'hang' },
    { status: 'delayed', reason: 'mail-server-timeout', mails: 0 },
    accepted,
  ],
  [
    'drops the connection in the middle of DATA, and accepts later',
    { do: 'drop' },
    { status: 'delayed', reason: 'mail-server-unreachable', mails: 0 },
    accepted,
  ],
])('a mail server that %s', async (_title, step, first, second) => {
  sink.script(step)
  const { story, mails } = await ask()
  const told = async () => {
    const { status, reason } = await story()
    return { status, reason, mails: mails().length }
  }
  expect(await told()).toEqual(first)
  await runner.run({ later: true })
  expect(await told()).toEqual(second ?? first)
  expect(sink.tries).toBe(second ? 2 : 1)
})

test('a mail server that is down for an hour: each mail waits, says why, and arrives once', async () => {
  const port = sink.port
  await sink.close()
  const asks = [await ask(), await ask(), await ask()]
  for (let minutes = 0; minutes < 60; minutes += 10) {
    deps.clock.advance(10 * minute)
    await runner.run({ later: true })
    for (const { story } of asks) {
      expect(await story()).toMatchObject({ status: 'delayed', reason: 'mail-server-unreachable' })
    }
  }
  sink = await openMailSink({ port })
  await runner.run({ later: true })
  await runner.run({ later: true })
  for (const { story, mails } of asks) {
    const { status, attempts, events, reset } = await story()
    expect({ status, attempts, mails: mails().length }).toEqual({
      status: 'accepted',
      attempts: 8,
      mails: 1,
    })
    expect(events.map((event) => event.status)).toEqual([
      'queued',
      ...Array(7).fill('delayed'),
      'accepted',
    ])
    // An outage doesn't shorten the reset's lifetime.
    expect(reset?.expiresAt).toEqual(later(deps.clock.now(), 30 * minute))
  }
})

describe('the address that a mail returns to', () => {
  test('is unique, stays the same for every try, and names the mail under our MAC', async () => {
    sink.script({ do: 'answer', code: 451, words: '4.3.0 Try later' })
    const { story, mails } = await ask()
    await runner.run({ later: true })
    const message = await story()
    const [mail] = mails()
    expect(mail?.envelopeFrom).toMatch(/^bounce\+[\da-f.]{53}@mail\.northwind\.example$/)
    expect(mail?.envelopeFrom.split('@')[0]?.length).toBeLessThanOrEqual(64)
    expect(mail?.from?.address).toBe('no-reply@localhost')
    const [tag] = findBounceTags(mail?.envelopeFrom ?? '', { atMost: 1 })
    expect(tag?.id).toBe(message.id)
    expect(tag && isBounceMac(deps.keys, message, tag.mac)).toBe(true)
  })
})
