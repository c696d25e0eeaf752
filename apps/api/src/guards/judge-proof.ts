import type { Contract } from '@rekey/contracts/route'
import type { FactorProof } from '@rekey/contracts/second-factor-fields'
import type { Deps } from '../deps.ts'
import type { Input } from '../http/routes.ts'
import { noteAct } from '../models/audit-counts.ts'
import { checkFactor, type FactorOwner, type ProvedFactor } from '../models/check-factor.ts'
import { countWrongFactor } from '../models/factor-proofs.ts'
import type { ChallengeFor } from '../models/passkey-challenges.ts'

/**
 * Judges a proof of a second factor. Count the try before, so that parallel tries can't outrun the
 * count. A wrong one is recorded, and counts for the user over all resets and sign-ins.
 * @returns null: it is wrong
 */
export async function judgeProof(
  deps: Deps,
  owner: FactorOwner,
  proof: FactorProof,
  what: ChallengeFor,
  from: Pick<Input<Contract>, 'ip' | 'requestId'>,
): Promise<ProvedFactor | null> {
  const proved = await checkFactor(deps, owner, proof, what)
  if (proved) return proved
  const { method } = proof
  await countWrongFactor(deps.db, owner.id, method)
  await noteAct(deps, { action: 'second-factor.wrong', userId: owner.id, facts: { method } }, from)
  return null
}
