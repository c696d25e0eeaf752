import { expect, test } from 'vitest'
import { openAuditLog } from '../../testing/audit-log.ts'
import { canonicalJson } from '../lib/canonical-json.ts'
import { recordAudit } from './audit.ts'
import { personalDigest } from './audit-content.ts'

const entry = { action: 'settings.changed' as const, at: new Date('2026-11-21T12:00:00.123Z') }

test('an event keeps its facts; personal fields are stored apart, under a salted digest', async () => {
  const { db } = await openAuditLog()
  const actorId = '00000000-0000-4000-8000-00000000000a'
  const personal = { ip: '192.0.2.1', name: 'Ann' }
  await recordAudit(db, {
    ...entry,
    actorId,
    requestId: 'r1',
    details: { b: 1, a: null },
    personal,
  })
  const event = await db.auditEvent.findFirstOrThrow({ include: { personal: true } })
  expect(event).toMatchObject({ ...entry, actorId, userId: null, details: { a: null, b: 1 } })
  expect(JSON.stringify(event.details)).not.toContain('Ann')
  expect(event.personal?.fields).toEqual(personal)
  const digest = personalDigest(event.personal?.salt ?? new Uint8Array(), personal)
  expect(Buffer.from(event.personalDigest ?? [])).toEqual(digest)
})

test('half of a surrogate pair is stored as U+FFFD, and the log still verifies', async () => {
  const log = await openAuditLog()
  await log.record({ details: { name: 'Ann \ud83d' }, personal: { username: '\udc00ann' } })
  const event = await log.db.auditEvent.findFirstOrThrow({ include: { personal: true } })
  expect(event.details).toEqual({ name: 'Ann \ufffd' })
  expect(event.personal?.fields).toEqual({ username: '\ufffdann' })
  await log.seal()
  expect(await log.verify()).toMatchObject({ ok: true, checked: 1 })
})

test('an event without personal fields has no personal row', async () => {
  const { db } = await openAuditLog()
  await recordAudit(db, entry)
  expect(await db.auditEvent.findFirst({ include: { personal: true } })).toMatchObject({
    personalDigest: null,
    personal: null,
  })
})

test('two events about the same person have different digests', async () => {
  const { db } = await openAuditLog()
  for (let time = 0; time < 2; time += 1)
    await recordAudit(db, { ...entry, personal: { ip: '::1' } })
  const digests = (await db.auditEvent.findMany()).map((event) => String(event.personalDigest))
  expect(new Set(digests).size).toBe(2)
})

test('an event is committed or rolled back with the transaction of its act', async () => {
  const { db } = await openAuditLog()
  const act = db.$transaction(async (tx) => {
    await recordAudit(tx, { ...entry, personal: { ip: '::1' } })
    throw new Error('undone')
  })
  await expect(act).rejects.toThrow('undone')
  expect(await db.auditEvent.count()).toBe(0)
})

test.each(['audit_events', 'audit_seals', 'audit_anchors', 'audit_personal', 'audit_erasures'])(
  '%s refuses UPDATE and TRUNCATE',
  async (table) => {
    const { pool } = await openAuditLog()
    const columns = await pool.query(
      'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1',
      [table],
    )
    const { name } = columns.rows[0]
    const refused = `${table} is append-only`
    await expect(pool.query(`UPDATE ${table} SET ${name} = ${name}`)).rejects.toThrow(refused)
    await expect(pool.query(`TRUNCATE ${table} CASCADE`)).rejects.toThrow(refused)
  },
)

test('neither an event nor its personal fields can be deleted, sealed or not', async () => {
  const { db, pool, record } = await openAuditLog()
  await record({ personal: { ip: '::1' } })
  const deleteEvent = () => pool.query('DELETE FROM audit_events')
  await expect(deleteEvent()).rejects.toThrow('no anchor covers event 1')
  await pool.query("INSERT INTO audit_seals VALUES (1, 1, 'one', '', now())")
  await expect(deleteEvent()).rejects.toThrow('no anchor covers event 1')
  await expect(pool.query('DELETE FROM audit_seals')).rejects.toThrow('event 1 is still there')
  await expect(pool.query('DELETE FROM audit_personal')).rejects.toThrow('no erasure names event 1')
  expect([await db.auditEvent.count(), await db.auditPersonal.count()]).toEqual([1, 1])
})

test('an erasure that names no act allows no deletion of personal fields, and can’t be deleted itself', async () => {
  const { pool, record } = await openAuditLog()
  await record({ personal: { ip: '::1' } })
  await pool.query("INSERT INTO audit_erasures VALUES (1, 1, 'one', '')")
  await expect(pool.query('DELETE FROM audit_personal')).rejects.toThrow('append-only')
  await expect(pool.query('DELETE FROM audit_erasures')).rejects.toThrow('event 1 is still there')
})

test('events up to an anchor can be deleted with their seals; later ones can’t', async () => {
  const { db, pool, record } = await openAuditLog()
  for (let number = 1; number <= 3; number += 1) {
    await record({ personal: { ip: '::1' } })
    await pool.query("INSERT INTO audit_seals VALUES ($1, $1, 'one', '', now())", [number])
  }
  await pool.query("INSERT INTO audit_anchors VALUES (2, 2, 'one', '', '', now())")
  await expect(pool.query('DELETE FROM audit_anchors')).rejects.toThrow('append-only')
  await expect(pool.query('DELETE FROM audit_events')).rejects.toThrow('no anchor covers event 3')
  await pool.query('DELETE FROM audit_events WHERE id <= 2')
  expect(await Promise.all([db.auditSeal.count(), db.auditPersonal.count()])).toEqual([1, 1])
})

test('a value is written in one way, whatever the order of its keys', () => {
  const value = { b: [1, { d: undefined, c: 'ü' }], a: new Date(0), e: 1e21 }
  const turned = { e: 1e21, a: new Date(0), b: [1, { c: 'ü' }] }
  expect(canonicalJson(value)).toBe(canonicalJson(turned))
  expect(canonicalJson({ a: null })).not.toBe(canonicalJson({}))
  expect(canonicalJson(['1'])).not.toBe(canonicalJson([1]))
})
