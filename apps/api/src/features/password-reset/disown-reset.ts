import type { disownReset as contract, DisownOutcome } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import type { Reset } from '../../generated/prisma/client.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { endResets } from '../../models/resets.ts'
import { endSessions } from '../../models/sessions.ts'
import { unlinkIdentity } from '../../models/unlink-identity.ts'
import { type Disowned, endAddress, endCode, endFactor } from './disown-effects.ts'
import { type DisownedSubject, findDisownedSubject } from './disowned-subject.ts'

/**
 * POST /password-resets/disown. "This wasn't me": ends the reset that the mail names and the user's
 * self-service ones. If the reset was used, it blocks the password and ends the sessions, but only
 * if that password is still the present one. A passkey that it saved counts as a second factor. If
 * the account was linked with a provider, it removes that link. A code for the help desk stops
 * working. A recovery address that was added is removed. If a second factor was added or removed,
 * it signs the user out everywhere, and a second factor that was added proves nothing any more. If
 * these are already gone, it only records the act.
 */
export const disownReset: Verb<typeof contract> = async ({ body, ip, requestId }, deps) => {
  const subject = await findDisownedSubject(deps, body.token)
  if (!subject) throw new Problem('reset-link-invalid')
  const outcome = await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const { outcome, subjectId } = await disown(tx, deps, subject, at)
    if (!(await recordOnce(tx, subject.userId, subjectId, outcome, at))) return outcome
    await recordAudit(tx, {
      action: 'password-reset.disowned',
      at,
      userId: subject.userId,
      requestId,
      details: { outcome },
      personal: { ip },
    })
    await deps.jobs.add(tx, 'send-disowned-digest', {}, { lane: lanes.first, onlyOne: true })
    return outcome
  })
  return { status: 200, body: { outcome } }
}

/**
 * Lock the user before reading what the reset did. A save that commits while this waits for the
 * lock has set a password. If that reset were reported as cancelled, the thief's password would
 * keep working.
 */
async function disown(
  tx: Transaction,
  deps: Deps,
  subject: DisownedSubject,
  at: Date,
): Promise<Disowned> {
  const { userId, resetId, passwordId } = subject
  const [user] = await tx.$queryRaw<{ passwordId: string | null }[]>`
    SELECT password_id AS "passwordId" FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
  const reset = resetId === null ? null : await tx.reset.findUnique({ where: { id: resetId } })
  const savedId = passwordId ?? reset?.passwordId ?? null
  if (reset) {
    await endResets(tx, sql`id = ${reset.id}::uuid`, 'disowned', at)
  }
  const asked = sql`user_id = ${userId}::uuid AND origin = 'self-service'`
  await endResets(tx, asked, 'disowned', at)
  const factor = subject.factor ?? savedPasskey(reset)
  if (factor) return endFactor(tx, userId, factor, at)
  if (subject.recoveryAddressId) {
    return endAddress(tx, deps, { id: subject.recoveryAddressId, userId }, at)
  }
  if (subject.mailedCodeId) return endCode(tx, { id: subject.mailedCodeId, userId }, at)
  const identityId = subject.identityId ?? linkedBy(reset)
  if (identityId) {
    const isUnlinked = await unlinkIdentity(tx, deps, { identityId, userId })
    return { outcome: isUnlinked ? 'unlinked' : 'recorded', subjectId: identityId }
  }
  const isCurrent = savedId !== null && user?.passwordId === savedId
  if (isCurrent) await blockPassword(tx, userId, at)
  const notBlocked = savedId === null ? 'stopped' : 'recorded'
  return { outcome: isCurrent ? 'blocked' : notBlocked, subjectId: savedId ?? resetId }
}

/** The identity that link and code of a mail linked; null: they weren't used, or link nothing. */
const linkedBy = (reset: Reset | null) =>
  reset?.purpose === 'link' && reset.endReason === 'used' ? reset.identityId : null

/** The passkey that the reset saved, and when; null: none. */
const savedPasskey = (reset: Reset | null) =>
  reset?.factorId && reset.endedAt ? { id: reset.factorId, codesSince: reset.endedAt } : null

async function blockPassword(tx: Transaction, userId: string, at: Date) {
  await tx.$executeRaw`
    UPDATE users SET password_blocked_at = coalesce(password_blocked_at, ${at}), devices_void_before = ${at}
    WHERE id = ${userId}::uuid`
  await endSessions(tx, userId)
}

/** A second press of the button reports nothing new. */
async function recordOnce(
  tx: Transaction,
  userId: string,
  subjectId: string | null,
  outcome: DisownOutcome,
  at: Date,
) {
  const recorded = await tx.$executeRaw`
    INSERT INTO disowns (user_id, subject_id, outcome, at)
    VALUES (${userId}::uuid, ${subjectId}::uuid, ${outcome}, ${at})
    ON CONFLICT (user_id, subject_id) DO NOTHING`
  return recorded === 1
}
