import { randomBytes } from 'node:crypto'
import type { AuditAction } from '@rekey/contracts/audit-actions'
import { rowsAsTable, type Sql, sql } from '../lib/database.ts'
import type { Statements } from '../lib/statements.ts'
import { hex, type JsonObject, personalDigest } from './audit-content.ts'

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

/**
 * Writes an audit event, unsealed, in the transaction of its act: both are committed, or neither.
 * @param entry null: runs the same statement but writes nothing, for acts that must take the same
 * time
 * @returns the event's id
 */
export async function recordAudit(
  tx: Statements,
  entry: AuditEntry | null,
): Promise<bigint | null> {
  const [id] = await recordAudits(tx, entry ? [entry] : [])
  return id ?? null
}

/**
 * Writes audit events as `recordAudit` does. The sealer adds the seals within a second
 * (features/audit/seal-audit.ts).
 * @returns the events' ids
 */
export async function recordAudits(
  tx: Statements,
  entries: readonly AuditEntry[],
): Promise<bigint[]> {
  const rows = await tx.$queryRaw<{ id: bigint }[]>`WITH ${recording(entries)} SELECT id FROM event`
  return rows.map(({ id }) => id)
}

/**
 * SQL: the same as parts of a larger statement's WITH, named `entry`, `personal` and `event`. They
 * are the same with or without personal fields.
 * @param facts a jsonb object that the statement finds out and the events' details also contain
 * @param condition under which they are recorded
 */
export const recording = (
  entries: readonly AuditEntry[],
  { facts = sql`'{}'::jsonb`, condition = sql`true` }: { facts?: Sql; condition?: Sql } = {},
): Sql => sql`
  entry AS MATERIALIZED (
    SELECT nextval('audit_events_id_seq') AS id, given.*
    FROM ${rowsAsTable(entries.map(rowOf), columns)} WHERE ${condition}
  ),
  personal AS (
    INSERT INTO audit_personal (event_id, salt, fields)
    SELECT id, decode(salt, 'hex'), personal FROM entry WHERE salt IS NOT NULL
  ),
  event AS (
    INSERT INTO audit_events
      (id, at, action, actor_id, user_id, request_id, details, personal_digest)
    SELECT id, at, action, "actorId", "userId", "requestId", details || ${facts},
      decode(digest, 'hex')
    FROM entry
    RETURNING id
  )`

/** As `recording` reads them; bytes are written as hex. */
const columns = sql`
  at timestamptz, action text, "actorId" uuid, "userId" uuid, "requestId" text, details jsonb,
  personal jsonb, salt text, digest text`

function rowOf({ details = {}, personal, ...entry }: AuditEntry) {
  if (!personal) return { ...entry, details }
  const salt = randomBytes(saltBytes)
  return {
    ...entry,
    details,
    personal,
    salt: hex(salt),
    digest: hex(personalDigest(salt, personal)),
  }
}
