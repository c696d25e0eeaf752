import type { BatchAction } from '@rekey/contracts/user-batches'
import type { EventType } from '@rekey/contracts/webhooks'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openAuditLog } from '../../../testing/audit-log.ts'
import type { FactorRecovery, UserBatch } from '../../generated/prisma/client.ts'
import { day, hour, later, minute } from '../../lib/clock.ts'
import { createSettingsReader } from '../../models/settings.ts'
import { cleanUp } from './clean-up.ts'

const now = new Date('2026-11-21T03:17:00.000Z')
const ago = (milliseconds: number) => later(now, -milliseconds)
const userId = '00000000-0000-4000-8000-0000000000aa'

async function openHouse() {
  const log = await openAuditLog(now)
  await log.pool.query(
    `INSERT INTO users (id, username, username_key, display_name, search_text, kind, role_id)
     VALUES ($1, 'ann', 'ann', 'Ann', E'ann\\nann\\n', 'member', '00000000-0000-4000-8000-000000000005')`,
    [userId],
  )
  const settings = createSettingsReader(log.db, log.clock)
  return { ...log, deps: { ...log, settings, log: pino({ level: 'silent' }) } }
}

type House = Awaited<ReturnType<typeof openHouse>>

const addMessage = ({ db }: House, to: string, askedAt: Date, rest: object = {}) =>
  db.message.create({
    data: {
      id: crypto.randomUUID(),
      to,
      template: 'reset',
      askedAt,
      status: 'accepted',
      keyId: 'one',
      origin: 'self-service',
      lane: 1,
      giveUpAt: later(askedAt, 4 * hour),
      events: { create: { status: 'queued', at: askedAt } },
      ...rest,
    },
  })

const addressees = async ({ db }: House) =>
  (await db.message.findMany({ orderBy: { to: 'asc' } })).map(({ to }) => to)

test('messages stay for their retention, from the time at which they left', async () => {
  const house = await openHouse()
  await addMessage(house, 'kept', ago(90 * day))
  await addMessage(house, 'gone', ago(90 * day + minute))
  await addMessage(house, 'left-late', ago(92 * day), { acceptedAt: ago(89 * day) })
  await cleanUp(house.deps)
  expect(await addressees(house)).toEqual(['kept', 'left-late'])
  expect(await house.db.messageEvent.count()).toBe(2)
})

test('a short retention never voids a "This wasn\'t me" link before its 30 days', async () => {
  const house = await openHouse()
  await house.db.settingsRow.update({
    where: { id: 1 },
    data: { document: { messageRetentionDays: 1 } },
  })
  await addMessage(house, 'kept', ago(30 * day))
  await addMessage(house, 'gone', ago(30 * day + minute))
  await cleanUp(house.deps)
  expect(await addressees(house)).toEqual(['kept'])
})

test('requests for unknown names are deleted after 7 days', async () => {
  const house = await openHouse()
  const unknown = { status: 'not-sent', reason: 'no-such-user' }
  await addMessage(house, 'kept', ago(7 * day), unknown)
  await addMessage(house, 'gone', ago(7 * day + minute), unknown)
  await addMessage(house, 'other', ago(8 * day), { ...unknown, reason: 'limit' })
  await cleanUp(house.deps)
  expect(await addressees(house)).toEqual(['kept', 'other'])
})

test('sessions are deleted when they end', async () => {
  const house = await openHouse()
  const add = (device: string, expiresAt: Date) =>
    house.db.session.create({
      data: {
        userId,
        device,
        expiresAt,
        client: 'browser',
        secretHash: Buffer.from(device),
        createdAt: ago(day),
        lastSeenAt: ago(day),
      },
    })
  await add('kept', now)
  await add('user.deleted', ago(1))
  await cleanUp(house.deps)
  expect((await house.db.session.findMany()).map(({ device }) => device)).toEqual(['kept'])
})

test('resets are deleted 30 days after their end; a living one stays, and mails outlive their reset', async () => {
  const house = await openHouse()
  const add = async (address: string, times: { endedAt?: Date; expiresAt?: Date }) => {
    const id = crypto.randomUUID()
    const common = { userId, purpose: 'reset', origin: 'started', keyId: 'one', address } as const
    await house.db.reset.create({ data: { id, createdAt: ago(60 * day), ...common, ...times } })
    return id
  }
  await add('kept', { endedAt: ago(30 * day) })
  const gone = await add('gone', { endedAt: ago(30 * day + minute), expiresAt: ago(20 * day) })
  await add('not-accepted-yet', {})
  await addMessage(house, 'kept', ago(31 * day), { resetId: gone })
  await cleanUp(house.deps)
  const addresses = (await house.db.reset.findMany()).map(({ address }) => address)
  expect(addresses.sort()).toEqual(['kept', 'not-accepted-yet'])
  expect(await house.db.message.findFirst()).toMatchObject({ to: 'kept', resetId: null })
})

test('expired sign-in waits and unused device budgets are deleted', async () => {
  const house = await openHouse()
  const wait = (name: string, forgottenAt: Date) =>
    house.db.signInWait.create({ data: { nameTag: Buffer.from(name), forgottenAt } })
  await wait('kept', ago(day))
  await wait('gone', ago(day + minute))
  const budget = (failures: number, updatedAt: Date) =>
    house.db.deviceBudget.create({ data: { deviceId: crypto.randomUUID(), failures, updatedAt } })
  await budget(1, ago(180 * day))
  await budget(2, ago(180 * day + minute))
  await cleanUp(house.deps)
  const [waits, budgets] = [house.db.signInWait.findMany(), house.db.deviceBudget.findMany()]
  expect((await waits).map(({ nameTag }) => Buffer.from(nameTag).toString())).toEqual(['kept'])
  expect((await budgets).map(({ failures }) => failures)).toEqual([1])
})

test('events of webhooks are deleted after 30 days, with their deliveries and tries', async () => {
  const house = await openHouse()
  const add = async (type: EventType, at: Date) => {
    const webhookId = crypto.randomUUID()
    const attempts = { create: { at, detail: 'Delivered.' } } as const
    const deliveries = { create: { webhookId, at, attempts } }
    await house.db.webhookEvent.create({ data: { type, at, data: {}, deliveries } })
  }
  await add('user.changed', ago(30 * day))
  await add('user.deleted', ago(30 * day + minute))
  await cleanUp(house.deps)
  expect((await house.db.webhookEvent.findMany()).map(({ type }) => type)).toEqual(['user.changed'])
  expect(await house.db.webhookDelivery.count()).toBe(1)
  expect(await house.db.webhookAttempt.count()).toBe(1)
})

test('batches of users are deleted 30 days after their end, previews after a day; one that runs stays', async () => {
  const house = await openHouse()
  const add = (
    action: BatchAction,
    rest: Pick<UserBatch, 'status' | 'createdAt'> & { endedAt?: Date },
  ) =>
    house.db.userBatch.create({
      data: {
        action,
        createdByUser: userId,
        ...rest,
        users: { create: { userId, position: 1 } },
      },
    })
  await add('deactivate', { status: 'running', createdAt: ago(90 * day) })
  await add('reactivate', { status: 'draft', createdAt: ago(day) })
  await add('end-sessions', { status: 'draft', createdAt: ago(day + minute) })
  const old = { createdAt: ago(60 * day) }
  await add('change-role', { ...old, status: 'stopped', endedAt: ago(30 * day) })
  await add('start-resets', { ...old, status: 'completed', endedAt: ago(30 * day + minute) })
  await cleanUp(house.deps)
  const left = await house.db.userBatch.findMany()
  expect(new Set(left.map(({ action }) => action))).toEqual(
    new Set(['deactivate', 'reactivate', 'change-role']),
  )
  expect(await house.db.userBatchUser.count()).toBe(3)
})

test('removals of second factors are deleted 30 days after their end, and one that waits stays', async () => {
  const house = await openHouse()
  const old = { startedAt: ago(60 * day) }
  const add = (
    reason: string,
    times: Partial<FactorRecovery> & Pick<FactorRecovery, 'startedAt'>,
  ) => house.db.factorRecovery.create({ data: { userId, reason, startedBy: userId, ...times } })
  await add('waits', { ...old, dueAt: ago(-day) })
  await add('was cancelled lately', { ...old, closedAt: ago(30 * day) })
  await add('was cancelled', { ...old, closedAt: ago(30 * day + minute) })
  await add('was done', { ...old, dueAt: ago(58 * day), closedAt: ago(58 * day) })
  await add('is new', { startedAt: ago(30 * day) })
  await add('was never confirmed', { startedAt: ago(30 * day + minute) })
  await cleanUp(house.deps)
  const left = await house.db.factorRecovery.findMany({ orderBy: { reason: 'asc' } })
  expect(left.map(({ reason }) => reason)).toEqual(['is new', 'waits', 'was cancelled lately'])
})

test('it reports what it did; a second or a parallel run changes nothing more', async () => {
  const house = await openHouse()
  for (let number = 0; number < 20; number += 1) await addMessage(house, 'gone', ago(100 * day))
  await Promise.all([cleanUp(house.deps), cleanUp(house.deps)])
  expect(await addressees(house)).toEqual([])
  await cleanUp(house.deps)
  const run = await house.db.maintenanceRun.findUniqueOrThrow({ where: { name: 'clean-up' } })
  expect(run).toMatchObject({ finishedAt: now, details: { messages: 0, auditEvents: 0 } })
})

test('data in use is not deleted', async () => {
  const house = await openHouse()
  await addMessage(house, 'fresh', now)
  await house.record()
  await cleanUp(house.deps)
  const counts = await Promise.all([house.db.message.count(), house.db.auditEvent.count()])
  expect(counts).toEqual([1, 1])
})
