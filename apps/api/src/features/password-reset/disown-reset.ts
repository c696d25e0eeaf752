import type { disownReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import { day, later } from '../../lib/clock.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { isDisownToken, parseToken } from '../../models/reset-secrets.ts'
import { endLivingReset, findLivingReset } from '../../models/resets.ts'
import { endSessions } from '../../models/sessions.ts'

/** How long a mail's "This wasn't me" is genuine. Retention keeps its message that long. */
const genuineDays = 30

type Outcome = 'stopped' | 'blocked' | 'recorded'

/** What is disowned: a reset, or the password that one (or the account page) saved. */
type Subject = {
  userId: string
  resetId: string | null
  passwordId: string | null
  /** By link and code of this mail the account was linked with a provider, which stays. */
  isLinked?: boolean
}

/**
 * POST /password-resets/disown. "This wasn't me": ends the reset that the mail names and the
 * user's self-service ones. If it was used, blocks the password it set and ends the sessions, but
 * only while that password is still the one; otherwise it is recorded only.
 */
export const disownReset: Verb<typeof contract> = async ({ body, ip, requestId }, deps) => {
  const subject = await findSubject(deps, body.token)
  if (!subject) throw new Problem('reset-link-invalid')
  const outcome = await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const done = await disown(tx, subject, at)
    if (!(await recordOnce(tx, subject, done, at))) return done
    await recordAudit(tx, {
      action: 'password-reset.disowned',
      at,
      userId: subject.userId,
      requestId,
      details: { outcome: done },
      personal: { ip },
    })
    await deps.jobs.add(tx, 'send-disowned-digest', {}, { lane: lanes.first, onlyOne: true })
    return done
  })
  return { status: 200, body: { outcome } }
}

/** By the token of a mail's own link, or by that of a living reset. */
async function findSubject(deps: Deps, token: string): Promise<Subject | null> {
  const reset = await findLivingReset(deps, token)
  if (reset) return { userId: reset.userId, resetId: reset.id, passwordId: null }
  const parts = parseToken(token)
  const message =
    parts &&
    (await deps.db.message.findUnique({
      where: { id: parts.id, askedAt: { gt: later(deps.clock.now(), -genuineDays * day) } },
      include: { reset: true },
    }))
  if (!message?.userId || !parts || !isDisownToken(deps.keys, message, parts)) return null
  const passwordId = message.passwordId ?? message.reset?.passwordId ?? null
  // With its identity provider, the reset of a mail that would have linked with it is gone too.
  if (!message.resetId && !passwordId) return null
  const isLinked = message.reset?.purpose === 'link' && message.reset.endReason === 'used'
  return { userId: message.userId, resetId: message.resetId, passwordId, isLinked }
}

async function disown(
  tx: Transaction,
  { userId, resetId, passwordId, isLinked }: Subject,
  at: Date,
): Promise<Outcome> {
  const [user] = await tx.$queryRaw<{ passwordId: string | null }[]>`
    SELECT password_id AS "passwordId" FROM users WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
  if (resetId) {
    await tx.reset.updateMany({
      where: { id: resetId, endedAt: null },
      data: { endedAt: at, endReason: 'disowned' },
    })
  }
  await endLivingReset(tx, userId, 'disowned', at, 'self-service')
  if (!passwordId) return isLinked ? 'recorded' : 'stopped'
  if (user?.passwordId !== passwordId) return 'recorded'
  await tx.$executeRaw`
    UPDATE users SET password_blocked_at = coalesce(password_blocked_at, ${at}), devices_void_before = ${at}
    WHERE id = ${userId}::uuid`
  await endSessions(tx, userId)
  return 'blocked'
}

/** Whoever presses the button twice tells us nothing new. */
async function recordOnce(
  tx: Transaction,
  { userId, resetId, passwordId }: Subject,
  outcome: Outcome,
  at: Date,
) {
  const subjectId = passwordId ?? resetId
  const recorded = await tx.$executeRaw`
    INSERT INTO disowns (user_id, subject_id, outcome, at)
    VALUES (${userId}::uuid, ${subjectId}::uuid, ${outcome}, ${at})
    ON CONFLICT (user_id, subject_id) DO NOTHING`
  return recorded === 1
}
