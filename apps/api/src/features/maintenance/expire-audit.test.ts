import { expect, test } from 'vitest'
import { openAuditLog, serverKey } from '../../../testing/audit-log.ts'
import { day, later } from '../../lib/clock.ts'
import { sql } from '../../lib/database.ts'
import { createKeyring } from '../../lib/keyring.ts'
import { erasePersonalDetails } from '../../models/audit-erasures.ts'
import { expireAudit } from './expire-audit.ts'

const start = new Date('2026-01-01T00:00:00.000Z')
const dayOf = (number: number) => later(start, number * day)

/** Six sealed events, on the first to the sixth day. */
async function openSealedLog() {
  const log = await openAuditLog(start)
  for (let number = 1; number <= 6; number += 1) {
    log.pass(day)
    await log.record({ personal: { ip: '::1' } })
    await log.seal()
  }
  return log
}

const left = async ({ db }: Awaited<ReturnType<typeof openSealedLog>>) =>
  (await db.auditEvent.findMany({ orderBy: { id: 'asc' } })).map(({ id }) => Number(id))

test('the oldest range is deleted whole; the log verifies from its anchor, and continues', async () => {
  const log = await openSealedLog()
  expect(await expireAudit(log, dayOf(4))).toEqual({ removed: 3, heldAt: null })
  expect(await left(log)).toEqual([4, 5, 6])
  expect(await log.db.auditPersonal.count()).toBe(3)
  await log.record()
  await log.seal()
  expect(await log.verify()).toMatchObject({ ok: true, checked: 4 })
})

test('a log of old events only is deleted, and begins again where it ended', async () => {
  const log = await openSealedLog()
  expect(await expireAudit(log, dayOf(100))).toMatchObject({ removed: 6 })
  expect(await log.verify()).toMatchObject({ ok: true, checked: 0 })
  await log.record()
  await log.seal()
  expect(await log.db.auditSeal.findFirst()).toMatchObject({ position: 7n })
  expect(await log.verify()).toMatchObject({ ok: true, checked: 1 })
})

test('without old events there is no anchor, night after night', async () => {
  const log = await openSealedLog()
  expect(await expireAudit(log, dayOf(1))).toEqual({ removed: 0, heldAt: null })
  expect(await log.db.auditAnchor.count()).toBe(0)
})

test('each night it continues from its last anchor', async () => {
  const log = await openSealedLog()
  for (const number of [3, 3, 5]) await expireAudit(log, dayOf(number))
  expect(await left(log)).toEqual([5, 6])
  expect(await log.verify()).toMatchObject({ ok: true, checked: 2 })
})

test('an old event between newer ones waits for them', async () => {
  const log = await openSealedLog()
  await log.record({ at: dayOf(1) })
  await log.seal()
  await expireAudit(log, dayOf(4))
  expect(await left(log)).toEqual([4, 5, 6, 7])
})

test('two parallel runs remove each event once', async () => {
  const log = await openSealedLog()
  const runs = [1, 2, 3].map(() => expireAudit(log, dayOf(4)))
  const removed = (await Promise.all(runs)).reduce((sum, run) => sum + run.removed, 0)
  expect(removed).toBe(3)
  expect(await log.verify()).toMatchObject({ ok: true, checked: 3 })
})

test('a backdated row is kept as evidence, with everything after it', async () => {
  const log = await openSealedLog()
  await log.tamper('UPDATE audit_events SET at = $1 WHERE id = 2', [dayOf(-900)])
  expect(await expireAudit(log, dayOf(4))).toEqual({ removed: 1, heldAt: 2n })
  expect(await left(log)).toEqual([2, 3, 4, 5, 6])
  expect((await log.verify()).faults).toEqual([{ kind: 'changed', position: 2n, eventId: 2n }])
})

test('events whose personal details were erased are deleted at their time', async () => {
  const log = await openSealedLog()
  await log.db.$transaction((tx) =>
    erasePersonalDetails(tx, log.keys, sql`event.id IN (1, 5)`, { at: log.clock.now() }),
  )
  await log.seal()
  expect(await expireAudit(log, dayOf(4))).toEqual({ removed: 3, heldAt: null })
  expect(await log.verify()).toMatchObject({ ok: true, checked: 4, erased: 1 })
  expect(await expireAudit(log, dayOf(100))).toMatchObject({ removed: 4 })
  expect(await log.db.auditErasure.count()).toBe(0)
  expect(await log.verify()).toMatchObject({ ok: true, checked: 0 })
})

test('a forged anchor does not make our own job remove anything', async () => {
  const log = await openSealedLog()
  await log.pool.query(`
    INSERT INTO audit_anchors (position, event_id, key_id, seal, mac, at)
    SELECT position, event_id, key_id, seal, seal, sealed_at FROM audit_seals WHERE position = 5`)
  await expireAudit(log, dayOf(3))
  expect(await left(log)).toEqual([3, 4, 5, 6])
  expect((await log.verify()).faults.map(({ kind }) => kind)).toEqual(['forged-anchor'])
})

test('events sealed with a key that is gone are still deleted at their time', async () => {
  const log = await openSealedLog()
  const keys = createKeyring([serverKey('two')])
  expect(await expireAudit({ ...log, keys }, dayOf(4))).toMatchObject({ removed: 3 })
})
