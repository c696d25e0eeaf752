import type { signInWithPasskey as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { grantSession, heldProof } from '../../http/grant-session.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { addProof } from '../../models/device-cookie.ts'
import { findPasskey, usePasskey } from '../../models/factor-proofs.ts'
import { spendChallenge } from '../../models/passkey-challenges.ts'
import { type CheckedAnswer, checkPasskey } from '../../models/passkeys.ts'
import { givingNothingBack } from '../../models/password-check.ts'
import { findSigningInById, type SigningIn } from '../../models/users.ts'
import { passkeySignIn } from './passkey-sign-in-options.ts'
import { describeSignIn, isElsewhere, type SignedInBy } from './signed-in-by.ts'
import { startSessionIn } from './start-session.ts'

const by: SignedInBy = {
  temporaryId: null,
  givingBack: givingNothingBack,
  factor: 'passkey',
  isPasskeyAlone: true,
}

/**
 * POST /sessions/passkey. The signature says who the user is and that the passkey verified them, so
 * it is possession and knowledge, or possession and a trait. Users who sign in at a provider have
 * to go there.
 */
export const signInWithPasskey: Verb<typeof contract> = async (input, deps) => {
  const { client = 'browser' } = input.body
  const { user, passkeyId, answer } = await requireUser(deps, input)
  if (isElsewhere(user, by, client)) throw new Problem('sign-in-elsewhere')
  const at = deps.clock.now()
  const session = await deps.db.$transaction(async (tx) => {
    const opened = await startSessionIn(tx, deps, { user, by, rehashed: null }, input)
    const isFirstUse =
      (await spendChallenge(tx, passkeySignIn, answer.challenge, at)) &&
      (await usePasskey(tx, passkeyId, answer.counter, at))
    if (!isFirstUse) throw new Problem('sign-in-failed')
    return opened
  })
  const proof = addProof(deps.keys, heldProof(client, input), user, at)
  const { tokens, cookies } = grantSession(input.accessTokens, user, session, proof)
  const described = await describeSignIn(deps, user, by, client)
  return { status: 201, body: { ...described, ...tokens }, cookies }
}

type Proved = {
  readonly user: SigningIn
  readonly passkeyId: string
  readonly answer: CheckedAnswer
}

/** @throws Problem sign-in-failed, whatever is wrong */
async function requireUser(deps: Deps, input: Input<typeof contract>): Promise<Proved> {
  const { response } = input.body
  const passkey = await findPasskey(deps.db, response.id)
  const answer = passkey && (await checkPasskey(deps, passkey, response, passkeySignIn))
  const user = answer && (await findSigningInById(deps, passkey.userId))
  if (passkey && answer && user?.status === 'active' && user.signInMethod === 'password') {
    return { user, passkeyId: passkey.id, answer }
  }
  await noteAct(deps, { action: 'sign-in.failed', userId: passkey?.userId ?? null }, input)
  throw new Problem('sign-in-failed')
}
