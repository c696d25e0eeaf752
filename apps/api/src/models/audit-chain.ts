import { canonicalJson } from '../lib/canonical-json.ts'
import type { Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { hex, personalDigest } from './audit-content.ts'
import { type Erasure, isErasureOurs } from './audit-erasures.ts'

/** The previous seal, over which the next one is made. Positions count up by one from 1. */
export type ChainPoint = { readonly position: bigint; readonly seal: Uint8Array }

export const chainStart: ChainPoint = { position: 0n, seal: new Uint8Array() }

/** Everything in an event that is sealed. Personal fields are sealed only by their digest. */
export type SealedContent = {
  readonly id: bigint
  readonly at: Date
  readonly action: string
  readonly actorId: string | null
  readonly userId: string | null
  readonly requestId: string | null
  readonly details: unknown
  readonly personalDigest: Uint8Array | null
}

/**
 * The seal of an event: an HMAC over the previous seal, the position, the time and the event. So
 * nobody can change, move, remove or insert a row unnoticed. Null: no key has this id.
 */
export function sealOf(
  keys: Keyring,
  keyId: string,
  before: ChainPoint,
  sealedAt: Date,
  event: SealedContent,
): Buffer | null {
  const { action, actorId, userId, requestId, details, personalDigest: digest } = event
  return keys.mac('audit-seal', keyId, [
    `${before.position + 1n}`,
    hex(before.seal),
    sealedAt.toISOString(),
    canonicalJson({
      id: `${event.id}`,
      at: event.at,
      action,
      actorId,
      userId,
      requestId,
      details,
      personalDigest: digest && hex(digest),
    }),
  ])
}

/**
 * `erased`: as sealed, except for personal fields that a sealed act erased. `details-missing`: the
 * personal fields are gone without such an act. `forged-erasure`: an erasure that we didn't write
 * names them. `changed`: the event, its personal fields or its seal differs from what was sealed.
 * `missing`: the event is gone. `unlinked`: earlier seals are gone, so this one can't be checked.
 * `unverifiable`: the key that sealed the event or the erasure is gone.
 */
export type Verdict =
  | 'good'
  | 'erased'
  | 'details-missing'
  | 'forged-erasure'
  | 'changed'
  | 'missing'
  | 'unlinked'
  | 'unverifiable'

/** The event and its position are as they were sealed; its personal fields may have been erased. */
export const isEventWhole = (verdict: Verdict): boolean =>
  ['good', 'erased', 'details-missing', 'forged-erasure'].includes(verdict)

export type CheckedSeal = ChainPoint & {
  readonly verdict: Verdict
  readonly eventId: bigint
  /** When the event happened; null where it is gone. */
  readonly at: Date | null
  readonly sealedAt: Date
}

const batchSize = 1_000

/**
 * Checks each seal after `from` in order of position. It reads batches, so memory stays flat
 * however long the chain is.
 */
export async function* checkChain(
  tx: Transaction,
  keys: Keyring,
  from: ChainPoint,
): AsyncGenerator<CheckedSeal> {
  let before = from
  for (;;) {
    const rows = await readSeals(tx, before.position)
    for (const row of rows) {
      yield { ...row, verdict: judge(keys, before, row) }
      before = row
    }
    if (rows.length < batchSize) return
  }
}

type SealRow = Omit<SealedContent, 'id' | 'at'> &
  ChainPoint & {
    readonly eventId: bigint
    readonly keyId: string
    readonly sealedAt: Date
    /** Null if the event is gone; then all fields of the event are null. */
    readonly at: Date | null
    readonly salt: Uint8Array | null
    readonly fields: unknown
    readonly erasedBy: bigint | null
    readonly erasureKeyId: string | null
    readonly erasureMac: Uint8Array | null
  }

/** LATERAL makes each batch look rows up by key, instead of reading a whole table. */
const readSeals = (tx: Transaction, after: bigint) => tx.$queryRaw<SealRow[]>`
  SELECT s.position, s.seal, s.event_id AS "eventId", s.key_id AS "keyId",
    s.sealed_at AS "sealedAt", e.at, e.action, e.actor_id AS "actorId", e.user_id AS "userId",
    e.request_id AS "requestId", e.details, e.personal_digest AS "personalDigest",
    p.salt, p.fields, x.erased_by AS "erasedBy", x.key_id AS "erasureKeyId", x.mac AS "erasureMac"
  FROM (
    SELECT * FROM audit_seals WHERE position > ${after} ORDER BY position LIMIT ${batchSize}
  ) s
  LEFT JOIN LATERAL (SELECT * FROM audit_events WHERE id = s.event_id LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT * FROM audit_personal WHERE event_id = s.event_id LIMIT 1) p ON true
  LEFT JOIN LATERAL (
    SELECT * FROM audit_erasures erasure WHERE event_id = s.event_id
      AND EXISTS (SELECT FROM audit_events WHERE id = erasure.erased_by AND action = 'personal-details.erased')
    LIMIT 1
  ) x ON true
  ORDER BY s.position`

function judge(keys: Keyring, before: ChainPoint, row: SealRow): Verdict {
  const { at, eventId: id } = row
  if (at === null) return 'missing'
  if (row.position !== before.position + 1n) return 'unlinked'
  const expected = sealOf(keys, row.keyId, before, row.sealedAt, { ...row, id, at })
  if (!expected) return 'unverifiable'
  if (!isSame(expected, Buffer.from(row.seal))) return 'changed'
  return judgePersonal(keys, row)
}

function judgePersonal(keys: Keyring, row: SealRow): Verdict {
  const { salt, fields, personalDigest: digest } = row
  if (salt && !(digest && isSame(personalDigest(salt, fields), Buffer.from(digest)))) {
    return 'changed'
  }
  const erasure = erasureOf(row)
  const isGone = digest !== null && salt === null
  if (!erasure) return isGone ? 'details-missing' : 'good'
  const isOurs = isErasureOurs(keys, erasure)
  if (isOurs === null) return 'unverifiable'
  if (!isOurs) return 'forged-erasure'
  return isGone ? 'erased' : 'good'
}

function erasureOf(row: SealRow): Erasure | null {
  const { eventId, personalDigest: digest, erasedBy, erasureKeyId: keyId, erasureMac: mac } = row
  if (erasedBy === null || !keyId || !mac) return null
  return { eventId, personalDigest: digest ?? new Uint8Array(), erasedBy, keyId, mac }
}
