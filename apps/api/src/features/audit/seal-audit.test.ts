import { expect, test } from 'vitest'
import { openAuditLog, serverKey } from '../../../testing/audit-log.ts'
import { createKeyring } from '../../lib/keyring.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

const order = async ({ db }: Awaited<ReturnType<typeof openAuditLog>>) =>
  (await db.auditSeal.findMany({ orderBy: { position: 'asc' } })).map(({ eventId }) => eventId)

test('each event is sealed once, in order, and then there is nothing to do', async () => {
  const log = await openAuditLog()
  for (let number = 0; number < 3; number += 1) await log.record()
  expect(await sealAudit(log)).toBe(3)
  expect(await sealAudit(log)).toBe(0)
  await log.record()
  expect(await sealAudit(log)).toBe(1)
  expect(await order(log)).toEqual([1n, 2n, 3n, 4n])
})

test('several sealers at the same time seal no event twice and use no position twice', async () => {
  const log = await openAuditLog()
  await log.pool.query(
    `
    INSERT INTO audit_events (at, action, details)
    SELECT $1, 'test.done', '{}' FROM generate_series(1, 1200)`,
    [log.clock.now()],
  )
  const counts = await Promise.all([1, 2, 3, 4].map(() => sealAudit(log)))
  expect(counts.reduce((sum, count) => sum + count) + (await sealAudit(log))).toBe(1200)
  expect(await verifyAudit(log)).toMatchObject({ ok: true, checked: 1200 })
})

test('an event that commits late is sealed after those that overtook it', async () => {
  const log = await openAuditLog()
  const slow = await log.pool.connect()
  await slow.query('BEGIN')
  await slow.query(
    "INSERT INTO audit_events (at, action, details) VALUES ($1, 'test.slow', '{}')",
    [log.clock.now()],
  )
  await log.record()
  expect(await sealAudit(log)).toBe(1)
  await slow.query('COMMIT')
  slow.release()
  expect(await sealAudit(log)).toBe(1)
  expect(await order(log)).toEqual([2n, 1n])
  expect(await verifyAudit(log)).toMatchObject({ ok: true, checked: 2 })
})

test('an event that thousands overtook is sealed by the pass over everything', async () => {
  const log = await openAuditLog()
  const insert = 'INSERT INTO audit_events (id, at, action, details)'
  await log.pool.query(
    `${insert} SELECT n, $1, 'test.done', '{}' FROM generate_series(2, 2500) n`,
    [log.clock.now()],
  )
  expect(await sealAudit(log)).toBe(2499)
  await log.pool.query(`${insert} VALUES (1, $1, 'test.slow', '{}')`, [log.clock.now()])
  expect(await sealAudit(log)).toBe(0)
  expect(await sealAudit(log, { all: true })).toBe(1)
  expect(await verifyAudit(log)).toMatchObject({ ok: true, checked: 2500 })
})

test('a new key is recorded once, before it seals, even if nothing else happened', async () => {
  const log = await openAuditLog()
  await log.record()
  await sealAudit(log)
  const rotated = { ...log, keys: createKeyring([serverKey('two'), serverKey('one')]) }
  const [first] = await Promise.all([1, 2, 3].map(() => sealAudit(rotated, { all: true })))
  expect(first).toBeLessThanOrEqual(1)
  // An instance with the old key continues to seal for a while.
  await log.record()
  await sealAudit(log)
  await log.record()
  await sealAudit(rotated)
  const told = await log.db.auditEvent.findMany({ where: { action: 'keys.rotated' } })
  expect(told.map(({ details }) => details)).toEqual([{ before: 'one', after: 'two' }])
  expect(await log.db.auditSeal.findFirst({ where: { eventId: told[0]?.id ?? 0n } })).toMatchObject(
    { keyId: 'two', position: 2n },
  )
})
