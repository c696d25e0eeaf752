import type { MailedCode, Reset, User } from '../../generated/prisma/client.ts'
import type { Database } from '../../lib/database.ts'
import type { ClaimedMessage } from '../../models/message-outcomes.ts'

/** The user and the reset that a mail is about, and why its campaign sends it. */
export type Subjects = {
  readonly user: MailedUser | null
  readonly reset: MailedReset | null
  readonly reason: string | null
  readonly mailedCode: MailedCode | null
}

type MailedUser = Pick<
  User,
  'id' | 'username' | 'displayName' | 'kind' | 'emailTo' | 'status' | 'deletedAt'
>

export type MailedReset = Pick<
  Reset,
  | 'id'
  | 'userId'
  | 'purpose'
  | 'origin'
  | 'keyId'
  | 'address'
  | 'lifetimeSeconds'
  | 'firstAcceptedAt'
  | 'expiresAt'
  | 'endedAt'
>

/**
 * Reads what these mails are about, in their order, with two statements for any number of mails,
 * and one more each if some belong to campaigns or bring six-digit codes.
 */
export async function listSubjects(
  db: Database,
  messages: readonly ClaimedMessage[],
): Promise<Subjects[]> {
  const [users, resets, reasons, codes] = await Promise.all([
    listUsers(
      db,
      messages.flatMap(({ userId }) => userId ?? []),
    ),
    listResets(
      db,
      messages.flatMap(({ resetId }) => resetId ?? []),
    ),
    listReasons(
      db,
      messages.flatMap(({ campaignId }) => campaignId ?? []),
    ),
    listCodes(
      db,
      messages.flatMap(({ mailedCodeId }) => mailedCodeId ?? []),
    ),
  ])
  return messages.map(({ userId, resetId, campaignId, mailedCodeId }) => ({
    user: users.get(userId ?? '') ?? null,
    reset: resets.get(resetId ?? '') ?? null,
    reason: reasons.get(campaignId ?? '') ?? null,
    mailedCode: codes.get(mailedCodeId ?? '') ?? null,
  }))
}

async function listUsers(db: Database, ids: readonly string[]) {
  const rows = await db.$queryRaw<MailedUser[]>`
    SELECT id, username, display_name AS "displayName", kind, email_to AS "emailTo", status,
      deleted_at AS "deletedAt"
    FROM users WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

async function listResets(db: Database, ids: readonly string[]) {
  const rows = await db.$queryRaw<MailedReset[]>`
    SELECT id, user_id AS "userId", purpose, origin, key_id AS "keyId", address,
      lifetime_seconds AS "lifetimeSeconds", first_accepted_at AS "firstAcceptedAt",
      expires_at AS "expiresAt", ended_at AS "endedAt"
    FROM resets WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map((row) => [row.id, row]))
}

async function listReasons(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, string>()
  const rows = await db.$queryRaw<{ id: string; reason: string }[]>`
    SELECT id, reason FROM reset_campaigns WHERE id = ANY(${[...ids]}::uuid[])`
  return new Map(rows.map(({ id, reason }) => [id, reason]))
}

async function listCodes(db: Database, ids: readonly string[]) {
  if (ids.length === 0) return new Map<string, MailedCode>()
  const rows = await db.mailedCode.findMany({ where: { id: { in: [...ids] } } })
  return new Map(rows.map((row) => [row.id, row]))
}
