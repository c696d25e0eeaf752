import { randomBytes } from 'node:crypto'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import { canonicalJson } from '../lib/canonical-json.ts'
import type { Transaction } from '../lib/database.ts'
import { type JsonObject, personalDigest } from './audit-content.ts'

/** Who acts: a user, the operator's CLI, a job, or somebody who is not signed in. */
export type AuditEntry = {
  readonly action: AuditAction
  readonly at: Date
  readonly actorId?: string | null
  readonly userId?: string | null
  readonly requestId?: string | null
  /**
   * Facts without personal data, and everything that decides about permissions: sealed for good.
   * Never a secret.
   */
  readonly details?: JsonObject
  /** Names, addresses, IP: an erasure may remove these (audit-erasures.ts). Never a secret. */
  readonly personal?: JsonObject
}

const saltBytes = 16

/** Stands in for an act that leaves no event; nothing of it is written. */
const nothing: AuditEntry = { action: 'session.started', at: new Date(0) }

/**
 * Writes an audit event, unsealed, in the transaction of its act: both are committed, or neither.
 * It takes one statement with or without personal fields, since saving a password waits for it. The
 * sealer adds the seal within a second (features/audit/seal-audit.ts).
 * @param given null: runs the same statement but writes nothing, for acts that must take the same
 * time
 * @returns the event's id
 */
export async function recordAudit(
  tx: Transaction,
  given: AuditEntry | null,
): Promise<bigint | null> {
  const entry = given ?? nothing
  const salt = entry.personal ? randomBytes(saltBytes) : null
  const digest = salt ? personalDigest(salt, entry.personal) : null
  const [event] = await tx.$queryRaw<{ id: bigint }[]>`
    WITH event AS (
      INSERT INTO audit_events
        (at, action, actor_id, user_id, request_id, details, personal_digest)
      SELECT
        ${entry.at.toISOString()}::timestamptz, ${entry.action}, ${entry.actorId ?? null}::uuid,
        ${entry.userId ?? null}::uuid, ${entry.requestId ?? null},
        ${canonicalJson(entry.details ?? {})}::jsonb, ${digest}
      WHERE ${given !== null}
      RETURNING id
    ),
    personal AS (
      INSERT INTO audit_personal (event_id, salt, fields)
      SELECT id, salt, ${canonicalJson(entry.personal)}::jsonb
      FROM event, (SELECT ${salt}::bytea AS salt) AS given
      WHERE salt IS NOT NULL
    )
    SELECT id FROM event`
  return event?.id ?? null
}
