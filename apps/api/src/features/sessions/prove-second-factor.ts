import type { proveSecondFactor as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import type { SignInChallenge } from '../../generated/prisma/client.ts'
import { judgeProof } from '../../guards/judge-proof.ts'
import { useFactor } from '../../guards/use-factor.ts'
import { grantSession, heldProof } from '../../http/grant-session.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { ProvedFactor } from '../../models/check-factor.ts'
import { addProof } from '../../models/device-cookie.ts'
import { countFactorTry } from '../../models/factor-tries.ts'
import type { IssuedSession } from '../../models/issue-session.ts'
import type { Client } from '../../models/sessions.ts'
import {
  consumeChallenge,
  countChallengeTry,
  findChallenge,
} from '../../models/sign-in-challenges.ts'
import { findSigningInById, type SigningIn } from '../../models/users.ts'
import { factorOfSignIn } from './ask-factor.ts'
import { describeSignIn, type SignedInBy } from './signed-in-by.ts'
import { startSessionIn } from './start-session.ts'

/**
 * POST /sessions/second-factor. The challenge stands for a right password. It ends when it opened a
 * session, after five wrong proofs, after five minutes, and when that password no longer counts.
 */
export const proveSecondFactor: Verb<typeof contract> = async (input, deps) => {
  const challenge = await findChallenge(deps.db, input.body.challenge, deps.clock.now())
  const user = challenge && (await findSigningInById(deps, challenge.userId))
  if (!challenge || !user || !isSamePassword(challenge, user)) throw new Problem('sign-in-failed')
  const { client } = challenge
  const held = heldProof(client, input)
  const counted = await countFactorTry(deps, { user, deviceCookie: held })
  if (counted.outcome === 'wait') throw mustWait(counted.until, deps.clock.now())
  const proved = await judge(deps, user, input)
  const { givingBack } = counted
  const by = { temporaryId: challenge.resetId, givingBack, factor: proved.method }
  const session = await open(deps, { user, by, proved, client }, input)
  const { rememberDeviceDays } = await deps.settings.current()
  const at = deps.clock.now()
  const rememberedAt = input.body.remember && rememberDeviceDays > 0 ? at : null
  const proof = addProof(deps.keys, held, user, at, rememberedAt)
  const { tokens, cookies } = grantSession(input.accessTokens, user, session, proof)
  const described = await describeSignIn(deps, user, by, client)
  return { status: 201, body: { ...described, ...tokens }, cookies }
}

/** Saving a password ends what an earlier one has proved. */
const isSamePassword = ({ resetId, passwordId }: SignInChallenge, user: SigningIn) =>
  resetId !== null || passwordId === user.passwordId

/**
 * @throws Problem second-factor-wrong with `triesLeft`; sign-in-failed when the challenge is over
 */
async function judge(
  deps: Deps,
  user: SigningIn,
  input: Input<typeof contract>,
): Promise<ProvedFactor> {
  const { challenge, ...proof } = input.body
  const triesLeft = await countChallengeTry(deps.db, challenge, deps.clock.now())
  if (triesLeft === null) throw new Problem('sign-in-failed')
  const proved = await judgeProof(deps, user, proof, factorOfSignIn(challenge), input)
  if (!proved) throw wrong(triesLeft)
  return proved
}

const wrong = (triesLeft: number) =>
  new Problem('second-factor-wrong', { status: 401, extra: { triesLeft } })

type Opening = {
  readonly user: SigningIn
  readonly by: SignedInBy
  readonly proved: ProvedFactor
  readonly client: Client
}

/** Starting the session locks the user, and finds out whether the password still counts. */
const open = (
  deps: Deps,
  { user, by, proved, client }: Opening,
  input: Input<typeof contract>,
): Promise<IssuedSession> =>
  deps.db.$transaction(async (tx) => {
    const from = { ...input, body: { client } }
    const session = await startSessionIn(tx, deps, { user, by, rehashed: null }, from)
    const isFirstUse = await consumeChallenge(tx, input.body.challenge)
    if (!isFirstUse) throw new Problem('sign-in-failed')
    if (!(await useFactor(tx, deps, proved, user, input))) throw wrong(0)
    return session
  })
