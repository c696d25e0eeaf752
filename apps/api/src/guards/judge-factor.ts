import type { Contract } from '@rekey/contracts/route'
import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { Input } from '../http/routes.ts'
import { type ProvedFactor, requestFactor } from '../models/check-factor.ts'
import type { Factors } from '../models/factor-proofs.ts'
import { settleFactorTry, takeFactorTry } from '../models/reset-tries.ts'
import { judgeProof } from './judge-proof.ts'

type Reset = { readonly id: string; readonly userId: string; readonly factors: Factors }

/**
 * Judges the second factor that comes with a right link and code. It is good for this one reset and
 * isn't used up before the reset is. Call it only after the code was right: before, nothing may
 * tell whether the user has a second factor.
 * @returns null: the user has none, so none is asked for
 * @throws Problem second-factor-required; second-factor-wrong with `triesLeft`; reset-link-invalid
 */
export async function judgeFactor(
  deps: Deps,
  purpose: 'recovery' | 'link',
  { id, userId, factors }: Reset,
  proof: FactorProof | undefined,
  from: Pick<Input<Contract>, 'ip' | 'requestId'>,
): Promise<ProvedFactor | null> {
  if (!factors.isSet) return null
  const [owner, what] = [
    { id: userId, factors },
    { purpose, subject: id },
  ]
  if (!proof) {
    const extra = await requestFactor(deps, owner, what)
    throw new Problem('second-factor-required', { extra })
  }
  const { clock, driver } = deps
  const triesLeft = await takeFactorTry(driver, { id, userId }, clock.now())
  if (triesLeft === null) throw new Problem('reset-link-invalid')
  const proved = await judgeProof(deps, owner, proof, what, from)
  await settleFactorTry(driver, { id, triesLeft }, proved !== null, clock.now())
  if (!proved) throw new Problem('second-factor-wrong', { extra: { triesLeft } })
  return proved
}
