import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { sealAudit } from '../src/features/audit/seal-audit.ts'
import { verifyAudit } from '../src/features/audit/verify-audit.ts'
import { later } from '../src/lib/clock.ts'
import { openDatabase } from '../src/lib/database.ts'
import { createKeyring, type ServerKey } from '../src/lib/keyring.ts'
import { type AuditEntry, recordAudit } from '../src/models/audit.ts'
import { createTestDatabase } from './test-database.ts'

export const serverKey = (id: string): ServerKey => ({
  id,
  secret: createHash('sha256').update(id).digest(),
})

/** A database of the test's own, a clock that it moves by hand, and a key "one". */
export async function openAuditLog(startsAt = new Date('2026-11-21T12:00:00.000Z')) {
  const { url, drop } = await createTestDatabase()
  const { db, pool, close } = openDatabase(url)
  onTestFinished(async () => {
    await close()
    await drop()
  })
  let now = startsAt
  const clock = { now: () => now }
  const keys = createKeyring([serverKey('one')])
  return {
    db,
    pool,
    clock,
    keys,
    seal: () => sealAudit({ db, clock, keys }),
    verify: () => verifyAudit({ db, clock, keys }),
    pass: (milliseconds: number) => {
      now = later(now, milliseconds)
    },
    record: (entry: Partial<AuditEntry> = {}) =>
      recordAudit(db, { action: 'settings.changed', at: now, ...entry }),
    /** SQL that an attacker could run who may switch triggers off. */
    tamper: async (sql: string, values: unknown[] = []) => {
      const client = await pool.connect()
      try {
        await client.query("SET session_replication_role = 'replica'")
        await client.query(sql, values)
        await client.query("SET session_replication_role = 'origin'")
      } finally {
        client.release()
      }
    },
  }
}
