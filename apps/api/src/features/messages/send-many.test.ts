import { randomUUID } from 'node:crypto'
import type { MessageStatus } from '@rekey/contracts/messages'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countStatements } from '../../../testing/count-statements.ts'
import { type MailSink, openMailSink, type SinkStep } from '../../../testing/mail-sink.ts'
import { createManyUsers } from '../../../testing/many-users.ts'
import { openTestDeps, type TestDeps } from '../../../testing/test-deps.ts'
import type { Deps } from '../../deps.ts'
import { createJobHandlers } from '../../job-handlers.ts'
import { openJobs } from '../../jobs/jobs.ts'
import { lanes } from '../../jobs/lanes.ts'
import { later, minute } from '../../lib/clock.ts'
import type { Mailer } from '../../mail/mail.ts'
import { createSmtpMailer } from '../../mail/smtp.ts'
import { mails } from '../../mails.ts'
import { queueMessage } from '../../models/messages.ts'
import { createSendMessage } from './send-message.ts'

/** Mails that a worker sends at the same time. */
let deps: TestDeps
let sink: MailSink
let mailer: Mailer

beforeAll(async () => {
  deps = await openTestDeps()
})
afterAll(() => deps.close())
beforeEach(async () => {
  sink = await openMailSink()
  const patient = { connect: 5_000, greeting: 5_000, socket: 60_000, delivery: 60_000 }
  mailer = createSmtpMailer({ smtpUrl: sink.url, publicUrl: deps.config.publicUrl }, patient)
})
afterEach(async () => {
  await mailer.close()
  await sink.close()
})

/** The resets of as many users, and for each of them a mail that waits to be sent. */
async function queueMails(count: number) {
  const names = await createManyUsers(deps.databaseUrl, count)
  const users = await deps.db.user.findMany({ where: { username: { in: names } } })
  const resets = users.map(({ id, username }) => ({
    id: randomUUID(),
    userId: id,
    purpose: 'reset' as const,
    origin: 'self-service' as const,
    keyId: 'test',
    address: username,
    createdAt: deps.clock.now(),
  }))
  await deps.db.reset.createMany({ data: resets })
  return Promise.all(resets.map(queueMail))
}

/** @returns its id */
const queueMail = (reset: { id: string; userId: string; address: string }) =>
  deps.db.$transaction((tx) =>
    queueMessage(tx, deps, {
      userId: reset.userId,
      to: reset.address,
      resetId: reset.id,
      template: 'reset',
      origin: 'self-service',
      lane: lanes.selfService,
      askedAt: deps.clock.now(),
    }),
  )

/** One try of each mail, all at the same time. @returns how many jobs failed */
async function sendAll(messageIds: readonly string[], changes: Partial<Deps> = {}) {
  const sendMessage = createSendMessage(mails, { ...deps, mailer, ...changes })
  const ended = await Promise.allSettled(messageIds.map((messageId) => sendMessage({ messageId })))
  return ended.filter(({ status }) => status === 'rejected').length
}

/** How many of these mails have each status. */
async function countStatuses(ids: readonly string[]) {
  const rows = await deps.db.message.findMany({ where: { id: { in: [...ids] } } })
  const byStatus = Map.groupBy(rows, ({ status }) => status)
  return Object.fromEntries([...byStatus].map(([status, each]) => [status, each.length]))
}

/** Each of these mails has exactly one event of this status. */
async function expectOneEventOf(status: MessageStatus, ids: readonly string[]) {
  const where = { messageId: { in: [...ids] }, status }
  const events = await deps.db.messageEvent.findMany({ where })
  expect(events.map(({ messageId }) => messageId).sort()).toEqual([...ids].sort())
}

describe('fifty mails at the same time', () => {
  test('share their statements, and each is recorded for itself', async () => {
    const ids = await queueMails(50)
    const statements = await countStatements(() => sendAll(ids))
    expect(statements.length).toBeLessThan(100)
    expect(await countStatuses(ids)).toEqual({ accepted: 50 })
    await expectOneEventOf('accepted', ids)
    const resets = await deps.db.reset.findMany({
      where: { messages: { some: { id: { in: ids } } } },
    })
    expect(resets.map(({ expiresAt }) => expiresAt)).toEqual(
      Array(50).fill(later(deps.clock.now(), 30 * minute)),
    )
  })

  test('are all sent, although the id of one job is broken', async () => {
    const ids = await queueMails(49)
    expect(await sendAll([...ids.slice(0, 20), 'not an id', ...ids.slice(20)])).toBe(1)
    expect(await countStatuses(ids)).toEqual({ accepted: 49 })
    expect(sink.tries).toBe(49)
  })

  test('are each sent and recorded once, although the result of one can’t be stored', async () => {
    const ids = await queueMails(50)
    const bad = ids[17] ?? ''
    const strange: Mailer = {
      ...mailer,
      async deliver(mail) {
        const delivery = await mailer.deliver(mail)
        return mail.id === bad ? { ...delivery, detail: '250 \0' } : delivery
      },
    }
    expect(await sendAll(ids, { mailer: strange })).toBe(1)
    expect(await countStatuses(ids)).toEqual({ accepted: 49, sending: 1 })
    await expectOneEventOf(
      'accepted',
      ids.filter((id) => id !== bad),
    )
    expect(sink.tries).toBe(50)
  })

  test('are each sent and recorded once, although the database fails in the middle', async () => {
    const ids = await queueMails(50)
    let transactions = 0
    const failing = async (...given: unknown[]) => {
      transactions += 1
      // The first one claims all mails. The next one records the first results.
      if (transactions === 2) throw new Error('the connection is lost')
      return Reflect.apply(deps.db.$transaction, deps.db, given)
    }
    const db = new Proxy(deps.db, {
      get: (target, name) => (name === '$transaction' ? failing : Reflect.get(target, name)),
    })
    // Half of the results come together, so the failed set is repeated mail by mail.
    const { promise: together, resolve: go } = Promise.withResolvers<void>()
    let delivered = 0
    const gathered: Mailer = {
      ...mailer,
      async deliver(mail) {
        const delivery = await mailer.deliver(mail)
        delivered += 1
        if (delivered === 25) go()
        await together
        return delivery
      },
    }
    expect(await sendAll(ids, { db, mailer: gathered })).toBe(0)
    expect(await countStatuses(ids)).toEqual({ accepted: 50 })
    await expectOneEventOf('accepted', ids)
    expect(sink.tries).toBe(50)
  })

  test('are recorded by their own answers if the server refuses some and delays some', async () => {
    const ids = await queueMails(50)
    const refuse: SinkStep = { do: 'answer', code: 550, words: '5.1.1 User unknown', at: 'rcpt' }
    const delay: SinkStep = { do: 'answer', code: 451, words: '4.3.0 Try later' }
    const cut: SinkStep = { do: 'drop' }
    const steps = [refuse, delay, cut, { do: 'accept' } as const]
    sink.script(...Array.from({ length: 10 }, () => steps).flat())
    expect(await sendAll(ids)).toBe(0)
    expect(await countStatuses(ids)).toEqual({ accepted: 20, refused: 10, delayed: 20 })
    const ended = await deps.db.reset.count({
      where: { endReason: 'mail-failed', messages: { some: { id: { in: ids } } } },
    })
    expect(ended).toBe(10)
  })
})

test('a recipient whose server hangs holds up no other mail', async () => {
  const ids = await queueMails(30)
  sink.script({ do: 'hang' }, { do: 'hang' }, { do: 'hang' })
  const sent = sendAll(ids)
  await expect.poll(() => countStatuses(ids)).toEqual({ accepted: 27, sending: 3 })
  await sink.close()
  await sent
  expect(await countStatuses(ids)).toEqual({ accepted: 27, delayed: 3 })
})

test('other mails are sent while another transaction locks the reset of one', async () => {
  const ids = await queueMails(30)
  const { resetId } = await deps.db.message.findUniqueOrThrow({ where: { id: ids[4] ?? '' } })
  const sent = await deps.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM resets WHERE id = ${resetId}::uuid FOR UPDATE`
    const sending = sendAll(ids)
    await expect.poll(() => countStatuses(ids)).toEqual({ accepted: 29, sending: 1 })
    return { sending }
  })
  expect(await sent.sending).toBe(0)
  expect(await countStatuses(ids)).toEqual({ accepted: 30 })
  expect(sink.tries).toBe(30)
})

test('two mails of one reset that are accepted together begin its life once', async () => {
  const [first = ''] = await queueMails(1)
  const { resetId, userId, to } = await deps.db.message.findUniqueOrThrow({ where: { id: first } })
  const again = await queueMail({ id: resetId ?? '', userId: userId ?? '', address: to ?? '' })
  await sendAll([first, again])
  const reset = await deps.db.reset.findUniqueOrThrow({ where: { id: resetId ?? '' } })
  expect(reset).toMatchObject({
    firstAcceptedAt: deps.clock.now(),
    expiresAt: later(deps.clock.now(), 30 * minute),
  })
})

test('two workers at once send each mail once', async () => {
  const ids = await queueMails(80)
  const workers = await Promise.all(
    [1, 2].map(async () => {
      const errors: unknown[] = []
      const onError = (error: unknown) => void errors.push(error)
      const jobs = await openJobs(deps.databaseUrl, { isWorker: true, onError })
      await jobs.work(createJobHandlers({ ...deps, mailer, jobs }))
      return { jobs, errors }
    }),
  )
  await expect.poll(() => countStatuses(ids)).toEqual({ accepted: 80 })
  for (const { jobs } of workers) await jobs.stop()
  expect(workers.flatMap(({ errors }) => errors)).toEqual([])
  expect(
    sink.mails.filter(({ messageId }) => ids.some((id) => messageId?.includes(id))),
  ).toHaveLength(80)
  await expectOneEventOf('accepted', ids)
})
