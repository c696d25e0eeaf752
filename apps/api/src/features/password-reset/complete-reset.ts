import { randomUUID } from 'node:crypto'
import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { acceptPassword } from '../../guards/accept-password.ts'
import { judgeCode, requireRightCode } from '../../guards/judge-code.ts'
import { judgeFactor } from '../../guards/judge-factor.ts'
import { useFactor } from '../../guards/use-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { sql } from '../../lib/database.ts'
import type { ProvedFactor } from '../../models/check-factor.ts'
import { addProof, deviceCookieSeconds } from '../../models/device-cookie.ts'
import { findLivingReset, type Reset } from '../../models/find-living-reset.ts'
import { savePassword } from '../../models/passwords.ts'
import { countRefusedPassword, useReset } from '../../models/resets.ts'

/**
 * POST /password-resets/complete. Link, code, the second factor of a user who has one, and an
 * accepted password together save it, once: of sixteen parallel saves one conditional UPDATE wins.
 * No transaction is open while the password is judged and hashed.
 */
export const completeReset: Verb<typeof contract> = async (input, deps) => {
  const { token, code, newPassword } = input.body
  const reset = await requireReset(deps, token, code, input)
  const factor = await judgeFactor(
    deps,
    'recovery',
    { ...reset, factors: reset.user.factors },
    input.body.secondFactor,
    input,
  )
  await acceptOrCount(deps, reset, newPassword)
  const hash = await deps.hasher.hash(newPassword, { first: true })
  await save(deps, reset, hash, factor, input)
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

/**
 * A request for the second factor tells that the code was right, before anything is saved. So of a
 * user who has one, the reset must still live when its code is judged.
 */
async function requireReset(
  deps: Deps,
  token: string,
  code: string,
  input: Input<typeof contract>,
): Promise<Reset> {
  const reset = await findLivingReset(deps, token)
  const judge = reset?.user.factors.isSet ? judgeCode : requireRightCode
  return judge(deps, reset, code, input)
}

/**
 * The twentieth refused password ends the reset, so that a holder of link and code can't probe
 * passwords forever. If the reset has ended meanwhile, the answer doesn't tell that the code was
 * right.
 */
async function acceptOrCount(deps: Deps, { id, user }: Reset, newPassword: string) {
  const isCurrent = async () =>
    user.passwordHash !== null &&
    deps.hasher.verify(user.passwordHash, newPassword, { first: true })
  try {
    await acceptPassword(deps, user, newPassword, isCurrent)
  } catch (error) {
    if (error instanceof Problem && error.code === 'password-not-accepted') {
      const isLiving = await countRefusedPassword(deps.driver, id, deps.clock.now())
      if (!isLiving) throw new Problem('reset-link-invalid')
    }
    throw error
  }
}

async function save(
  deps: Deps,
  reset: Reset,
  hash: string,
  factor: ProvedFactor | null,
  input: Input<typeof contract>,
) {
  const { device, ip, requestId } = input
  const at = deps.clock.now()
  const passwordId = randomUUID()
  const { userId, purpose, origin } = reset
  await deps.driver.$transaction(async (tx) => {
    const use = { id: reset.id, owner: stillOwner(reset), at, passwordId }
    const owner = await useReset(tx, use)
    if (!owner) throw new Problem('reset-link-invalid')
    const user = { ...owner, id: userId }
    const isUsed = factor && (await useFactor(tx, deps, factor, user, input))
    if (isUsed === false) throw new Problem('second-factor-wrong')
    const password = { passwordId, hash, at, device }
    await savePassword(tx, deps, user, password, {
      action: 'password-reset.completed',
      at,
      actorId: userId,
      userId,
      requestId,
      details: { purpose, origin, device, ...(factor && { secondFactor: factor.method }) },
      personal: { ip, username: user.username },
    })
  })
}

/**
 * The user no longer has the state in which the reset found them: deactivated, or with another way
 * to sign in.
 */
const stillOwner = ({ userId, user }: Reset) => sql`
  id = ${userId}::uuid AND status = 'active' AND deleted_at IS NULL
    AND sign_in_method = ${user.signInMethod}`
