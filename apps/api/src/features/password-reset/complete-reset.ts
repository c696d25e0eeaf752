import { randomUUID } from 'node:crypto'
import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { acceptPassword } from '../../http/accept-password.ts'
import { judgeCode } from '../../http/judge-code.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { recordAudit } from '../../models/audit.ts'
import { addProof, deviceCookieSeconds } from '../../models/device-cookie.ts'
import { savePassword } from '../../models/passwords.ts'
import { findLivingReset, type Reset } from '../../models/resets.ts'

/** Refused passwords that a reset bears, behind a right code each. */
const refusalsAllowed = 20

/**
 * POST /password-resets/complete. Link, code and an accepted password together save it, once: of
 * sixteen parallel saves one conditional UPDATE wins. Judging and hashing hold no transaction open.
 */
export const completeReset: Verb<typeof contract> = async (input, deps) => {
  const { token, code, newPassword } = input.body
  const reset = await judgeCode(deps, await findLivingReset(deps, token), code, input)
  await acceptOrCount(deps, reset, newPassword)
  const hash = await deps.hasher.hash(newPassword, { first: true })
  await save(deps, reset, hash, input)
  const { user } = reset
  const cookie = addProof(deps.keys, input.cookies.device, user, deps.clock.now())
  return {
    status: 200,
    body: {
      username: user.username,
      kind: user.kind,
      signInUrl: `${deps.config.publicUrl}/sign-in`,
    },
    cookies: [{ name: 'device', value: cookie, maxAgeSeconds: deviceCookieSeconds }],
  }
}

/** The twentieth refused password ends the reset: whoever holds link and code can't probe without end. */
async function acceptOrCount(deps: Deps, { id, user }: Reset, newPassword: string) {
  const isCurrent = async () =>
    user.passwordHash !== null &&
    deps.hasher.verify(user.passwordHash, newPassword, { first: true })
  try {
    await acceptPassword(deps, user, newPassword, isCurrent)
  } catch (error) {
    if (error instanceof Problem && error.code === 'password-not-accepted') {
      await countRefusal(deps, id)
    }
    throw error
  }
}

async function countRefusal({ db, clock }: Deps, resetId: string) {
  await db.$executeRaw`
    UPDATE resets SET refused_passwords = refused_passwords + 1,
      ended_at = CASE WHEN refused_passwords + 1 >= ${refusalsAllowed} THEN ${clock.now()}::timestamptz END,
      end_reason = CASE WHEN refused_passwords + 1 >= ${refusalsAllowed} THEN 'refused-passwords' END
    WHERE id = ${resetId}::uuid AND ended_at IS NULL`
}

async function save(
  deps: Deps,
  reset: Reset,
  hash: string,
  { device, ip, requestId }: Input<typeof contract>,
) {
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const passwordId = randomUUID()
    if (!(await useReset(tx, reset, passwordId, at))) throw new Problem('reset-link-invalid')
    const sessionsEnded = await savePassword(tx, deps, reset.user, { passwordId, hash, at, device })
    await recordAudit(tx, {
      action: 'password-reset.completed',
      at,
      actorId: reset.userId,
      userId: reset.userId,
      requestId,
      details: { purpose: reset.purpose, origin: reset.origin, sessionsEnded, device },
      personal: { ip, username: reset.user.username },
    })
  })
}

/** The winner of parallel saves: the one whose UPDATE still finds the reset living. */
async function useReset(
  tx: Transaction,
  { id, userId, user }: Reset,
  passwordId: string,
  at: Date,
) {
  const used = await tx.$executeRaw`
    WITH owner AS (
      SELECT id FROM users
      WHERE id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
        AND sign_in_method = ${user.signInMethod}
      FOR NO KEY UPDATE
    )
    UPDATE resets SET ended_at = ${at}, end_reason = 'used', password_id = ${passwordId}::uuid
    WHERE id = ${id}::uuid AND user_id = (SELECT id FROM owner)
      AND ended_at IS NULL AND (expires_at IS NULL OR expires_at > ${at})`
  return used === 1
}
