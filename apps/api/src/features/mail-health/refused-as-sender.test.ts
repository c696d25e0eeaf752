import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MailHealth } from '@rekey/contracts/mail-health'
import { describe, expect, onTestFinished, test } from 'vitest'
import { acceptedMessage, storyOf } from '../../../testing/accepted-message.ts'
import { openMailSink, type SinkStep } from '../../../testing/mail-sink.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser } from '../../../testing/test-app.ts'
import { checkMailHealth } from '../../commands/doctor/check-mail-health.ts'
import { minute } from '../../lib/clock.ts'
import { deriveBounceTag } from '../../models/event-token.ts'

async function open() {
  const sink = await openMailSink()
  const service = await createTestApp({
    MAIL_TRANSPORT: 'smtp',
    SMTP_URL: sink.url,
    MAIL_FROM: 'Rekey <no-reply@acme.example>',
    BOUNCE_ADDRESS: 'bounce@acme.example',
  })
  const admin = await signInWith(service, ['messages.read'])
  onTestFinished(async () => {
    await service.close()
    await sink.close()
  })
  const { deps } = service
  return {
    service,
    sink,
    health: async () => (await admin.get('/mail-health')).body as unknown as MailHealth,
    doctor: async () => (await checkMailHealth(deps.config, deps.db, deps.clock.now()))[0],
    async ask() {
      const { username, id } = await createUser(deps, { password: null })
      await service.send('POST', '/password-resets', { username })
      return { username, mail: () => deps.db.message.findFirstOrThrow({ where: { userId: id } }) }
    },
  }
}

const answer = (code: number, words: string, at: 'rcpt' | 'data' = 'rcpt'): SinkStep => ({
  do: 'answer',
  code,
  words,
  at,
})

describe('a mail server that refuses us for every recipient', () => {
  test.each([
    [answer(554, '5.7.1 <sam@contoso.example>: Relay access denied'), 'relay-denied', 'SMTP_URL'],
    [answer(550, '5.7.60 not permitted to send as', 'data'), 'sender-not-permitted', 'MAIL_FROM'],
    [answer(550, '5.4.5 daily limit', 'data'), 'quota-used-up', 'limit'],
    [answer(550, '5.7.26 Unauthenticated', 'data'), 'sender-not-trusted', 'DMARC'],
    [answer(554, 'blocked using zen.spamhaus.org'), 'sender-blocked', 'blocklist'],
  ] as const)(
    '%j: every mail waits, health and doctor say why, and all leave when it is put right',
    async (step, reason, named) => {
      const { service, sink, health, doctor, ask } = await open()
      const tries = 3
      sink.script(...Array.from({ length: 3 * tries }, () => step))
      const asked = [await ask(), await ask(), await ask()]
      await service.runJobs()
      for (let n = 1; n < tries; n += 1) {
        service.clock.advance(8 * minute)
        await service.runJobs({ later: true })
      }
      for (const { mail } of asked)
        expect(await mail()).toMatchObject({ status: 'delayed', reason })
      expect(await health()).toMatchObject({
        state: 'down',
        queue: { count: 3 },
        lastErrors: [{ reason, advice: expect.stringContaining(named) }],
      })
      expect(await doctor()).toMatchObject({
        outcome: 'problem',
        detail: expect.stringContaining(named),
      })
      service.clock.advance(8 * minute)
      await service.runJobs({ later: true })
      for (const { mail } of asked) expect(await mail()).toMatchObject({ status: 'accepted' })
      expect(sink.mails).toHaveLength(3)
      expect(await health()).toMatchObject({ state: 'working', queue: { count: 0 } })
      expect((await doctor())?.outcome).toBe('ok')
    },
  )

  test('in words that we do not know: from the third recipient on the mails wait', async () => {
    const { service, sink, health, ask } = await open()
    const refuses = (n: number) => answer(550, `5.7.1 Qux${n} says: acme.example, go away`, 'data')
    sink.script(...[1, 2, 3, 4].map(refuses))
    const asked = [await ask(), await ask(), await ask(), await ask()]
    await service.runJobs({ atOnce: 1 })
    const states = await Promise.all(asked.map(async ({ mail }) => (await mail()).status))
    expect(states.toSorted()).toEqual(['delayed', 'delayed', 'refused', 'refused'])
    expect(await health()).toMatchObject({ state: 'down' })
    service.clock.advance(minute)
    await service.runJobs({ later: true })
    expect(sink.mails).toHaveLength(2)
    expect(await health()).toMatchObject({ state: 'working' })
  })

  test('but words that name no sender, or that only one recipient gets, count as the recipient’s', async () => {
    const { service, sink, ask } = await open()
    sink.script(
      ...[1, 2, 3].map(() => answer(550, '5.7.1 Qux', 'data')),
      answer(550, '5.7.1 acme.example, go away', 'data'),
    )
    const asked = [await ask(), await ask(), await ask(), await ask()]
    await service.runJobs({ atOnce: 1 })
    for (const { mail } of asked) expect((await mail()).status).toBe('refused')
  })
})

describe('a mail that bounces because of our sender', () => {
  async function bounce(
    { service }: Pick<Awaited<ReturnType<typeof open>>, 'service'>,
    name: string,
  ) {
    const message = await acceptedMessage(service.deps, { to: 'somebody@acme.example' })
    service.clock.advance(minute)
    const folder = join(import.meta.dirname, '../mail-events/bounces')
    const text = await readFile(join(folder, `${name}.eml`), 'utf8')
    const tag = deriveBounceTag(service.deps.keys, message)
    const { statusCode } = await service.app.inject({
      method: 'POST',
      url: '/api/v1/mail-events/dsn',
      payload: text.replaceAll('TAGGED', `bounce+${tag}`),
      headers: { 'content-type': 'message/rfc822' },
    })
    expect(statusCode).toBe(204)
    return storyOf(service.deps, message.id)
  }

  test.each(['dmarc-words', 'alignment-code'])(
    '%s: health and doctor call it our outage',
    async (name) => {
      const opened = await open()
      const { service, health, doctor } = opened
      expect(await bounce(opened, name)).toMatchObject({
        status: 'bounced',
        reason: 'sender-not-trusted',
      })
      expect(await health()).toMatchObject({
        state: 'down',
        lastErrors: [
          { reason: 'sender-not-trusted', advice: expect.stringContaining('MAIL_FROM') },
        ],
      })
      expect(await doctor()).toMatchObject({
        outcome: 'problem',
        detail: expect.stringContaining('SPF, DKIM and DMARC'),
      })
      // A mail to another domain proves nothing; a mail to the same domain that doesn't bounce
      // does.
      await acceptedMessage(service.deps, { status: 'delivered' })
      expect((await health()).state).toBe('down')
      service.clock.advance(minute)
      await acceptedMessage(service.deps, { to: 'other@acme.example' })
      service.clock.advance(16 * minute)
      expect((await health()).state).toBe('working')
      expect((await doctor())?.outcome).toBe('ok')
    },
  )
})
