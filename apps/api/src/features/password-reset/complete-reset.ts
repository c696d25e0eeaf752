import { randomUUID } from 'node:crypto'
import type { completeReset as contract } from '@rekey/contracts/password-reset'
import type { Deps } from '../../deps.ts'
import { acceptPassword } from '../../guards/accept-password.ts'
import { judgeCode, requireRightCode } from '../../guards/judge-code.ts'
import { judgeFactor } from '../../guards/judge-factor.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { addProof, deviceCookieSeconds } from '../../models/device-cookie.ts'
import { findLivingReset, type Reset } from '../../models/find-living-reset.ts'
import { savePassword } from '../../models/passwords.ts'
import { countRefusedPassword } from '../../models/reset-tries.ts'
import { savePasskey } from './save-passkey.ts'
import { beginUse, completion, type Proved, requireUsed } from './use-up-reset.ts'

/**
 * POST /password-resets/complete. Link, code, the second factor of a user who has one, and an
 * accepted password together save it, once: of sixteen parallel saves one conditional UPDATE wins.
 * A new passkey can take the place of the password.
 */
export const completeReset: Verb<typeof contract> = async (input, deps) => {
  const { newPassword, passkey, secondFactor } = input.body
  const reset = await requireReset(deps, input)
  const owner = { ...reset, factors: reset.user.factors }
  const factor = await judgeFactor(deps, 'recovery', owner, secondFactor, input)
  const recoveryCodes = passkey ? await savePasskey(deps, { reset, factor }, passkey, input) : null
  if (newPassword !== undefined) await saveNew(deps, { reset, factor }, newPassword, input)
  const { user } = reset
  const { username, kind } = user
  const cookie = addProof(deps.keys, input.cookies.device, user, deps.clock.now())
  const signInUrl = `${deps.config.publicUrl}/sign-in`
  return {
    status: 200,
    body: { username, kind, signInUrl, recoveryCodes },
    cookies: [{ name: 'device', value: cookie, maxAgeSeconds: deviceCookieSeconds }],
  }
}

/**
 * A request for the second factor, and a refused passkey, tell that the code was right before
 * anything is saved. So the reset must still live when its code is judged.
 */
async function requireReset(deps: Deps, input: Input<typeof contract>): Promise<Reset> {
  const { token, code, passkey } = input.body
  const reset = await findLivingReset(deps, token)
  const judge = reset?.user.factors.isSet || passkey ? judgeCode : requireRightCode
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

/** No transaction is open while the password is judged and hashed. */
async function saveNew(
  deps: Deps,
  proved: Proved,
  newPassword: string,
  input: Input<typeof contract>,
) {
  await acceptOrCount(deps, proved.reset, newPassword)
  const hash = await deps.hasher.hash(newPassword, { first: true })
  const at = deps.clock.now()
  const password = {
    passwordId: randomUUID(),
    hash,
    at,
    device: input.device,
    resetId: proved.reset.id,
  }
  await deps.driver.$transaction(async (tx) => {
    const user = await beginUse(tx, deps, proved, input)
    const saved = await savePassword(tx, deps, user, password, completion(proved, input, at))
    await requireUsed(tx, deps, proved, saved)
  })
}
