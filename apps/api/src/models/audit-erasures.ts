import type { Sql, Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { type AuditEntry, recordAudit } from './audit.ts'
import { hex } from './audit-content.ts'

/** Tells of one event that its personal fields were erased, and by which act. */
export type Erasure = {
  readonly eventId: bigint
  /** What stays sealed in the event. */
  readonly personalDigest: Uint8Array
  /** The event `personal-details.erased`. */
  readonly erasedBy: bigint
  readonly keyId: string
  readonly mac: Uint8Array
}

type Cause = Pick<AuditEntry, 'at' | 'actorId' | 'userId' | 'requestId'>

type Found = { readonly eventId: bigint; readonly personalDigest: Uint8Array }

/**
 * Erases the personal fields of events, as an act of its own: an event tells of it, and each
 * erased event gets a row under our MAC. The trigger on `audit_personal` lets nothing else go, and
 * `audit verify` finds what went without such a row.
 * @param which a condition on `audit_events event` and `audit_personal personal`
 * @returns how many events lost theirs
 */
export async function erasePersonalDetails(
  tx: Transaction,
  keys: Keyring,
  which: Sql,
  cause: Cause,
): Promise<number> {
  const found = await lockDetails(tx, which)
  if (found.length === 0) return 0
  const erasedBy = await recordAudit(tx, {
    action: 'personal-details.erased',
    ...cause,
    details: { events: found.length },
  })
  if (erasedBy === null) throw new Error('An audit event was not written')
  const ids = found.map(({ eventId }) => eventId)
  const macs = found.map((row) => requireMac(keys, { ...row, erasedBy }))
  await tx.$executeRaw`
    INSERT INTO audit_erasures (event_id, erased_by, key_id, mac)
    SELECT event_id, ${erasedBy}, ${keys.currentId}, mac
    FROM unnest(${ids}::bigint[], ${macs}::bytea[]) AS given (event_id, mac)
    ON CONFLICT (event_id) DO NOTHING`
  await tx.$executeRaw`DELETE FROM audit_personal WHERE event_id = ANY(${ids}::bigint[])`
  return found.length
}

/** In one order for everyone, so that two erasures at once don't wait for each other in a circle. */
const lockDetails = (tx: Transaction, which: Sql) => tx.$queryRaw<Found[]>`
  SELECT personal.event_id AS "eventId", event.personal_digest AS "personalDigest"
  FROM audit_events event JOIN audit_personal personal ON personal.event_id = event.id
  WHERE event.personal_digest IS NOT NULL AND (${which})
  ORDER BY personal.event_id
  FOR UPDATE OF personal`

/** Whether we wrote it; null: its key is gone. */
export function isErasureOurs(keys: Keyring, erasure: Erasure): boolean | null {
  const expected = macOf(keys, erasure.keyId, erasure)
  return expected && isSame(expected, Buffer.from(erasure.mac))
}

type Named = Pick<Erasure, 'eventId' | 'personalDigest' | 'erasedBy'>

function requireMac(keys: Keyring, erasure: Named): Uint8Array<ArrayBuffer> {
  const mac = macOf(keys, keys.currentId, erasure)
  if (!mac) throw new Error(`The current key ${keys.currentId} is not in the keyring`)
  return Uint8Array.from(mac)
}

const macOf = (keys: Keyring, keyId: string, { eventId, personalDigest, erasedBy }: Named) =>
  keys.mac('audit-erasure', keyId, [`${eventId}`, hex(personalDigest), `${erasedBy}`])
