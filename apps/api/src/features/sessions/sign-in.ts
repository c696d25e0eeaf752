import type { signIn as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { grantSession, heldProof } from '../../http/grant-session.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { addProof } from '../../models/device-cookie.ts'
import { checkPassword, type RightPassword } from '../../models/password-check.ts'
import { findSigningIn, type SigningIn } from '../../models/users.ts'
import { askFactor } from './ask-factor.ts'
import { describeSignIn, isElsewhere } from './signed-in-by.ts'
import { startSession } from './start-session.ts'

/**
 * POST /sessions. Every failure has the same body and duration: each does the same hashing, whether
 * or not the user exists. Users who sign in at a provider have at most a console password, which
 * doesn't sign in to an app.
 */
export const signIn: Verb<typeof contract> = async (input, deps) => {
  const { client = 'browser' } = input.body
  const held = heldProof(client, input)
  const { user, check } = await requireRightPassword(deps, held, input)
  const isRehashed = check.temporaryId === null && deps.hasher.isForeign(user.passwordHash ?? '')
  const rehashed = isRehashed ? await deps.hasher.hash(input.body.password) : null
  const rememberedAt = await askFactor(deps, user, check, { held, client, rehashed })
  const session = await startSession(deps, { user, by: check, rehashed }, input)
  const proof = addProof(deps.keys, held, user, deps.clock.now(), rememberedAt)
  const { tokens, cookies } = grantSession(input.accessTokens, user, session, proof)
  const described = await describeSignIn(deps, user, check, client)
  return { status: 201, body: { ...described, ...tokens }, cookies }
}

/**
 * @throws Problem sign-in-failed; sign-in-elsewhere only after a right password, so it reveals
 * nothing to guessers
 */
async function requireRightPassword(
  deps: Deps,
  deviceCookie: string | undefined,
  input: Input<typeof contract>,
): Promise<{ readonly user: SigningIn; readonly check: RightPassword }> {
  const { username, password, client = 'browser' } = input.body
  const user = await findSigningIn(deps, username)
  const check = await checkPassword(deps, {
    username,
    password,
    holder: user,
    deviceCookie,
    client,
  })
  if (check.outcome === 'wait') throw mustWait(check.until, deps.clock.now())
  if (check.outcome === 'wrong' || !user) {
    await noteAct(deps, { action: 'sign-in.failed', userId: user?.id ?? null }, input)
    throw new Problem('sign-in-failed')
  }
  if (isElsewhere(user, check, client)) {
    await deps.driver.$executeRaw(check.givingBack)
    throw new Problem('sign-in-elsewhere')
  }
  return { user, check }
}
