import type { Transaction } from '../lib/database.ts'
import { isSame, type Keyring } from '../lib/keyring.ts'
import { canonicalJson, personalDigest } from './audit-content.ts'

/** The last seal before: what the next one is made over. Positions count up by one from 1. */
export type ChainPoint = { readonly position: bigint; readonly seal: Uint8Array }

export const chainStart: ChainPoint = { position: 0n, seal: new Uint8Array() }

/** All of an event that is sealed. Its personal fields are, by their digest alone. */
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

export const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/**
 * The seal of an event: an HMAC over the seal before it, its place, its time and the event, so
 * that no row can be changed, moved, taken out or put in between. Null: no key has this id.
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
 * `changed`: the event, its personal fields or its seal is not what was sealed. `missing`: the
 * event is gone. `unlinked`: seals before it are gone, so that it can't be checked.
 * `unverifiable`: the key that sealed it is gone.
 */
export type Verdict = 'good' | 'changed' | 'missing' | 'unlinked' | 'unverifiable'

export type CheckedSeal = ChainPoint & {
  readonly verdict: Verdict
  readonly eventId: bigint
  /** When the event happened; null where it is gone. */
  readonly at: Date | null
  readonly sealedAt: Date
}

const batchSize = 1_000

/** Checks each seal after `from` in order of position. Memory stays flat, however long the chain. */
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
    /** Null, as all of the event then, where the event is gone. */
    readonly at: Date | null
    readonly salt: Uint8Array | null
    readonly fields: unknown
  }

/** LATERAL: by their keys, never by reading a whole table for each batch. */
const readSeals = (tx: Transaction, after: bigint) => tx.$queryRaw<SealRow[]>`
  SELECT s.position, s.seal, s.event_id AS "eventId", s.key_id AS "keyId",
    s.sealed_at AS "sealedAt", e.at, e.action, e.actor_id AS "actorId", e.user_id AS "userId",
    e.request_id AS "requestId", e.details, e.personal_digest AS "personalDigest",
    p.salt, p.fields
  FROM (
    SELECT * FROM audit_seals WHERE position > ${after} ORDER BY position LIMIT ${batchSize}
  ) s
  LEFT JOIN LATERAL (SELECT * FROM audit_events WHERE id = s.event_id LIMIT 1) e ON true
  LEFT JOIN LATERAL (SELECT * FROM audit_personal WHERE event_id = s.event_id LIMIT 1) p ON true
  ORDER BY s.position`

function judge(keys: Keyring, before: ChainPoint, row: SealRow): Verdict {
  const { at, eventId: id } = row
  if (at === null) return 'missing'
  if (row.position !== before.position + 1n) return 'unlinked'
  const expected = sealOf(keys, row.keyId, before, row.sealedAt, { ...row, id, at })
  if (!expected) return 'unverifiable'
  const isWhole = isSame(expected, Buffer.from(row.seal)) && isPersonalWhole(row)
  return isWhole ? 'good' : 'changed'
}

/** Erased personal fields are no fault; others than those that were sealed are. */
function isPersonalWhole({ salt, fields, personalDigest: digest }: SealRow): boolean {
  if (!salt) return true
  return digest !== null && isSame(personalDigest(salt, fields), Buffer.from(digest))
}
