import { describe, expect, test } from 'vitest'
import { openAuditLog, serverKey } from '../../../testing/audit-log.ts'
import { minute, second } from '../../lib/clock.ts'
import { sql } from '../../lib/database.ts'
import { createKeyring } from '../../lib/keyring.ts'
import { erasePersonalDetails } from '../../models/audit-erasures.ts'
import { sealAudit } from './seal-audit.ts'
import { verifyAudit } from './verify-audit.ts'

/** A log of sealed events, with personal fields in each. */
async function openSealedLog(length = 5) {
  const log = await openAuditLog()
  for (let number = 1; number <= length; number += 1) {
    await log.record({ details: { number, rate: 1e21, name: 'ü' }, personal: { ip: '192.0.2.1' } })
  }
  await sealAudit(log)
  return log
}

test('an untouched log is in order, and the report names its end', async () => {
  const log = await openSealedLog()
  const first = await verifyAudit(log)
  expect(first).toMatchObject({ ok: true, checked: 5, faults: [], unverifiable: 0 })
  expect(first.head).toMatch(/^[0-9a-f]{64}$/)
  expect(first.cutOff).toBe('unknown')
})

test('an empty log is in order', async () => {
  expect(await verifyAudit(await openAuditLog())).toMatchObject({
    ok: true,
    checked: 0,
    head: null,
  })
})

test.each([
  ['its time', "at = at + interval '1 ms'"],
  ['its action', "action = 'test.other'"],
  ['its actor', 'actor_id = gen_random_uuid()'],
  ['its user', 'user_id = gen_random_uuid()'],
  ['its request', "request_id = ''"],
  ['a detail', `details = details || '{"number": 33}'`],
  ['the digest of its personal fields', 'personal_digest = NULL'],
])('a changed event is found: %s', async (_, change) => {
  const log = await openSealedLog()
  await log.tamper(`UPDATE audit_events SET ${change} WHERE id = 3`)
  const { ok, faults } = await verifyAudit(log)
  expect({ ok, faults }).toEqual({
    ok: false,
    faults: [{ kind: 'changed', position: 3n, eventId: 3n }],
  })
})

test('changed personal fields are found', async () => {
  const log = await openSealedLog()
  await log.tamper(`UPDATE audit_personal SET fields = '{"ip": "192.0.2.9"}' WHERE event_id = 4`)
  const { faults } = await verifyAudit(log)
  expect(faults).toEqual([{ kind: 'changed', position: 4n, eventId: 4n }])
})

describe('personal details', () => {
  const erase = (log: Awaited<ReturnType<typeof openSealedLog>>, ids: number[]) =>
    log.db.$transaction((tx) =>
      erasePersonalDetails(tx, log.keys, sql`event.id = ANY(${ids}::bigint[])`, {
        at: log.clock.now(),
      }),
    )

  test('that a sealed act erased are counted, and are no fault', async () => {
    const log = await openSealedLog()
    expect(await erase(log, [2, 3])).toBe(2)
    expect(await log.db.auditPersonal.count()).toBe(3)
    await sealAudit(log)
    expect(await verifyAudit(log)).toMatchObject({ ok: true, checked: 6, erased: 2 })
    expect(await erase(log, [2, 3])).toBe(0)
    expect(await log.db.auditEvent.count()).toBe(6)
  })

  test('are erased once, even if four callers erase them at the same time', async () => {
    const log = await openSealedLog()
    const counts = await Promise.all([1, 2, 3, 4].map(() => erase(log, [1, 2, 3])))
    expect(counts.toSorted((one, other) => one - other)).toEqual([0, 0, 0, 3])
    await sealAudit(log)
    expect(await verifyAudit(log)).toMatchObject({ ok: true, checked: 6, erased: 3 })
  })

  test('that were deleted without an act are found', async () => {
    const log = await openSealedLog()
    await log.tamper('DELETE FROM audit_personal WHERE event_id = 2')
    expect(await verifyAudit(log)).toMatchObject({
      ok: false,
      erased: 0,
      faults: [{ kind: 'details-missing', position: 2n, eventId: 2n }],
    })
  })

  test('that were deleted by an act that only SQL wrote are found', async () => {
    const log = await openSealedLog()
    await erase(log, [1])
    // Everything that the triggers require, with the MAC of a genuine erasure.
    await log.pool.query(`
      INSERT INTO audit_erasures SELECT 2, erased_by, key_id, mac FROM audit_erasures WHERE event_id = 1`)
    await log.pool.query('DELETE FROM audit_personal WHERE event_id = 2')
    await sealAudit(log)
    expect(await verifyAudit(log)).toMatchObject({
      ok: false,
      erased: 1,
      faults: [{ kind: 'forged-erasure', position: 2n, eventId: 2n }],
    })
  })

  test('whose erasure lost its event are found', async () => {
    const log = await openSealedLog()
    await erase(log, [2])
    await log.tamper("DELETE FROM audit_events WHERE action = 'personal-details.erased'")
    const { faults } = await verifyAudit(log)
    expect(faults.map(({ kind }) => kind)).toEqual(['details-missing'])
  })

  test('can not be put back in another form', async () => {
    const log = await openSealedLog()
    await erase(log, [2])
    await sealAudit(log)
    await log.pool.query("INSERT INTO audit_personal VALUES (2, '', '{}')")
    const { faults } = await verifyAudit(log)
    expect(faults).toEqual([{ kind: 'changed', position: 2n, eventId: 2n }])
  })

  test('whose erasure was made with a key that is gone are unverifiable', async () => {
    const log = await openSealedLog()
    const rotated = { ...log, keys: createKeyring([serverKey('two'), serverKey('one')]) }
    await erase(log, [2])
    await sealAudit(rotated)
    await erase(rotated, [3])
    const later = { ...log, keys: createKeyring([serverKey('one')]) }
    expect(await verifyAudit(later)).toMatchObject({ faultCount: 0, unverifiable: 3, erased: 1 })
  })
})

test('an event that is gone is found, with or without its seal', async () => {
  const log = await openSealedLog()
  await log.tamper('DELETE FROM audit_events WHERE id = 2')
  expect((await verifyAudit(log)).faults).toEqual([{ kind: 'missing', position: 2n, eventId: 2n }])
  await log.tamper('DELETE FROM audit_seals WHERE event_id = 2')
  expect((await verifyAudit(log)).faults).toEqual([{ kind: 'unlinked', position: 3n, eventId: 3n }])
})

test('a log without its beginning is found', async () => {
  const log = await openSealedLog()
  await log.tamper('DELETE FROM audit_seals WHERE position <= 2')
  await log.tamper('DELETE FROM audit_events WHERE id <= 2')
  expect(await verifyAudit(log)).toMatchObject({
    ok: false,
    faults: [{ kind: 'unlinked', position: 3n }],
  })
})

test('two events that swapped places are found', async () => {
  const log = await openSealedLog()
  await log.tamper('DROP INDEX audit_seals_event_id_key')
  await log.tamper('UPDATE audit_seals SET event_id = 5 - event_id WHERE event_id IN (2, 3)')
  expect((await verifyAudit(log)).faults.map(({ position }) => position)).toEqual([2n, 3n])
})

test('an event without a seal is found after the sealer has had time for it', async () => {
  const log = await openSealedLog()
  await log.record()
  log.pass(9 * second)
  expect(await verifyAudit(log)).toMatchObject({ ok: true })
  log.pass(2 * second)
  expect((await verifyAudit(log)).faults).toEqual([
    { kind: 'unsealed', position: null, eventId: 6n },
  ])
})

test('a backdated event shows as sealed late', async () => {
  const log = await openSealedLog()
  log.pass(2 * minute)
  await log.tamper(
    "INSERT INTO audit_events (at, action, details) VALUES ($1, 'test.forged', '{}')",
    [new Date('2026-11-21T12:00:00.000Z')],
  )
  await sealAudit(log)
  expect(await verifyAudit(log)).toMatchObject({ ok: true, sealedLate: 1 })
})

test('a cut-off end is found with an earlier head, also after new events', async () => {
  const log = await openSealedLog()
  const { head } = await verifyAudit(log)
  await log.record()
  await sealAudit(log)
  const kept = { head: head ?? '' }
  expect(await verifyAudit(log, kept)).toMatchObject({ ok: true, cutOff: 'no' })
  await log.tamper('DELETE FROM audit_seals WHERE position >= 4')
  await log.tamper('DELETE FROM audit_events WHERE id >= 4')
  await log.record()
  await sealAudit(log)
  expect(await verifyAudit(log)).toMatchObject({ ok: true, cutOff: 'unknown' })
  expect(await verifyAudit(log, kept)).toMatchObject({
    ok: false,
    cutOff: 'yes',
    faults: [{ kind: 'cut-off' }],
  })
})

test('a seal whose key is gone is unverifiable; the chain continues over a change of keys', async () => {
  const log = await openSealedLog(2)
  const rotated = { ...log, keys: createKeyring([serverKey('two'), serverKey('one')]) }
  await log.record()
  await sealAudit(rotated)
  expect(await verifyAudit(rotated)).toMatchObject({ ok: true, checked: 4 })
  const later = { ...log, keys: createKeyring([serverKey('two')]) }
  expect(await verifyAudit(later)).toMatchObject({ ok: false, unverifiable: 2, faultCount: 0 })
})

test('a beginning that retention did not write is found', async () => {
  const log = await openSealedLog()
  await log.pool.query(`
    INSERT INTO audit_anchors (position, event_id, key_id, seal, mac, at)
    SELECT position, event_id, key_id, seal, seal, sealed_at FROM audit_seals WHERE position = 4`)
  await log.pool.query('DELETE FROM audit_events WHERE id <= 4')
  const { faults } = await verifyAudit(log)
  expect(faults.map(({ kind }) => kind)).toEqual(['forged-anchor', 'unlinked'])
})

test('a report of a ruined log stays short', async () => {
  const log = await openSealedLog(150)
  await log.tamper("UPDATE audit_events SET action = 'test.other'")
  const { faults, faultCount } = await verifyAudit(log)
  expect([faults.length, faultCount]).toEqual([100, 150])
})
