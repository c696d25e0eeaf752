import type { Answer } from '@rekey/contracts/route'
import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import type { proveSecondFactor } from '@rekey/contracts/sessions'
import { call, type Problem } from '../../api.ts'

/** Why a sign-in starts again with the password. */
export type ChallengeOver = 'sign-in-over' | 'too-many-codes'

type Proved =
  | { readonly answer: Answer<typeof proveSecondFactor> }
  | { readonly over: ChallengeOver }
  | { readonly problem: Problem }

/** Completes a sign-in. `over`: the challenge has ended. */
export async function proveAtSignIn(
  challenge: string,
  proof: FactorProof,
  remember = false,
): Promise<Proved> {
  const body = { challenge, ...proof, ...(remember && { remember }) }
  const result = await call<typeof proveSecondFactor>('POST /sessions/second-factor', body)
  if (result.ok) return { answer: result.body }
  const { problem } = result
  if (problem.code === 'sign-in-failed') return { over: 'sign-in-over' }
  return problem.details.triesLeft === 0 ? { over: 'too-many-codes' } : { problem }
}
