import type { MailHealth } from '@rekey/contracts/mail-health'
import { expect, onTestFinished, test } from 'vitest'
import { openMailSink } from '../../../testing/mail-sink.ts'
import { signInWith } from '../../../testing/sign-in-with.ts'
import { createTestApp, createUser } from '../../../testing/test-app.ts'
import { minute } from '../../lib/clock.ts'

/** A service whose mail server is down, and an administrator who watches it. */
async function openOutage() {
  const down = await openMailSink()
  await down.close()
  const service = await createTestApp({ MAIL_TRANSPORT: 'smtp', SMTP_URL: down.url })
  const admin = await signInWith(service, ['messages.read', 'users.read', 'users.reset-password'])
  onTestFinished(() => service.close())
  return {
    service,
    recover: async () => {
      const sink = await openMailSink({ port: down.port })
      onTestFinished(() => sink.close())
      return sink
    },
    health: async () => (await admin.get('/mail-health')).body as unknown as MailHealth,
    /** A user who requests a reset. */
    async ask() {
      const { username } = await createUser(service.deps, { password: null })
      await service.send('POST', '/password-resets', { username })
      return username
    },
    /** A user to whom the administrator sends a reset. */
    async help() {
      const { id, username } = await createUser(service.deps, { password: null })
      const path = `/users/${id}/password-resets`
      expect((await service.send('POST', path, {}, admin.cookies)).status).toBe(202)
      return username
    },
  }
}

test('an hour without mail server is one state and one queue, and ends by itself: administrators’ mails go first, one mail each', async () => {
  const { service, recover, health, ask, help } = await openOutage()
  const began = service.clock.now().toISOString()
  const asked = [await ask(), await ask(), await ask()]
  await service.runJobs()
  const helped = [await help(), await help()]
  asked.push(await ask(), await ask())
  await service.runJobs()
  for (let tries = 2; tries <= 4; tries += 1) {
    service.clock.advance(20 * minute)
    await service.runJobs({ later: true })
    expect(await health()).toMatchObject({
      transport: 'smtp',
      state: 'down',
      since: began,
      lastAcceptedAt: null,
      queue: { count: 7, oldestAt: began },
      lastErrors: [
        {
          at: service.clock.now().toISOString(),
          reason: 'mail-server-unreachable',
          detail: expect.stringContaining('ECONNREFUSED'),
          count: 7 * tries,
        },
      ],
    })
  }
  const sink = await recover()
  for (let turn = 0; turn <= 7; turn += 1) await service.runJobs({ later: true, atOnce: 1 })
  const order = sink.mails.map(({ envelopeTo }) => envelopeTo[0] ?? '')
  expect(order.slice(0, 2).toSorted()).toEqual(helped.toSorted())
  expect(order.slice(2).toSorted()).toEqual(asked.toSorted())
  expect(await health()).toMatchObject({
    state: 'working',
    since: null,
    lastAcceptedAt: service.clock.now().toISOString(),
    queue: { count: 0, oldestAt: null },
    lastDay: { accepted: 7, delayed: 0 },
  })
})
