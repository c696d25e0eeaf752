import type { Sql, Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { type AuditEntry, recordAudit } from './audit.ts'
import { hex } from './audit-content.ts'

/** Records that the personal fields of one event were erased, and by which act. */
export type Erasure = {
  readonly eventId: bigint
  /** The digest that stays sealed in the event. */
  readonly personalDigest: Uint8Array
  /** The id of the `personal-details.erased` event. */
  readonly erasedBy: bigint
  readonly keyId: string
  readonly mac: Uint8Array
}

type Cause = Pick<AuditEntry, 'at' | 'actorId' | 'userId' | 'requestId'>

type Found = { readonly eventId: bigint; readonly personalDigest: Uint8Array }

/**
 * Erases the personal fields of events, and writes an event that records the erasure. Each erased
 * event gets a row under our MAC. The trigger on `audit_personal` allows no other deletion, and
 * `audit verify` reports fields that are gone without such a row.
 * @param which a condition on `audit_events event` and `audit_personal personal`
 * @returns how many events lost their personal fields
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

/** Every erasure locks in this order, so two at the same time can't deadlock. */
const lockDetails = (tx: Transaction, which: Sql) => tx.$queryRaw<Found[]>`
  SELECT personal.event_id AS "eventId", event.personal_digest AS "personalDigest"
  FROM audit_events event JOIN audit_personal personal ON personal.event_id = event.id
  WHERE event.personal_digest IS NOT NULL AND (${which})
  ORDER BY personal.event_id
  FOR UPDATE OF personal`

/** Whether we wrote this row; null: its key is gone. */
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
