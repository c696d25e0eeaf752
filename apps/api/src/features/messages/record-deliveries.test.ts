import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askedReset } from '../../../testing/asked-reset.ts'
import { createJobRunner } from '../../../testing/run-jobs.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import { hour, later, minute } from '../../lib/clock.ts'
import type { Delivery } from '../../mail/mail.ts'
import { type Report, recordReports } from '../../models/message-reports.ts'

let deps: TestDeps
beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())

const timedOut: Delivery = { status: 'delayed', reason: 'mail-server-timeout', detail: 'Timeout' }

/** A mail whose transport reports on it while we still wait for the mail server's answer. */
async function askWith(outcome: Delivery, told: Pick<Report, 'status' | 'reason'>) {
  const mailer = {
    ...deps.mailer,
    async deliver(mail: { id: string }) {
      await report(mail.id, told)
      return outcome
    },
  }
  const handlers = createJobHandlers({ ...deps, mailer }, { longestDelayMs: 0 })
  const runner = createJobRunner(deps.databaseUrl, handlers)
  const { story } = await askedReset(deps, handlers)
  await runner.run()
  return { runner, story }
}

const report = (messageId: string, told: Pick<Report, 'status' | 'reason'>) =>
  recordReports(
    deps.db,
    [{ ...told, messageId, mac: Buffer.of(), sourceId: randomUUID(), at: null, detail: null }],
    () => true,
    deps.clock.now(),
  )

test('a report that arrives before our own commit counts after that commit', async () => {
  const outcome: Delivery = { status: 'accepted', detail: '250 OK' }
  const { runner, story } = await askWith(outcome, { status: 'delivered', reason: null })
  await runner.stop()
  const { status, events, reset } = await story()
  expect(status).toBe('delivered')
  expect(events.map((event) => event.status)).toEqual(['queued', 'delivered', 'accepted'])
  expect(reset?.expiresAt).toEqual(later(deps.clock.now(), 30 * minute))
})

test('no report stops one of our tries', async () => {
  const bounce = { status: 'bounced', reason: 'not-understood' } as const
  const { runner, story } = await askWith(timedOut, bounce)
  expect(await story()).toMatchObject({ status: 'delayed', attempts: 1 })
  await runner.run({ later: true })
  expect(await story()).toMatchObject({ status: 'delayed', attempts: 2 })
  await runner.stop()
})

test('a mail that we gave up on, but that was delivered, begins the life of its reset', async () => {
  const delivered = { status: 'delivered', reason: null } as const
  const { runner, story } = await askWith(timedOut, delivered)
  deps.clock.advance(4 * hour)
  await runner.run({ later: true })
  await runner.stop()
  const { status, reset } = await story()
  expect(status).toBe('delivered')
  expect(reset).toMatchObject({
    endedAt: null,
    expiresAt: later(deps.clock.now(), 30 * minute),
  })
})
