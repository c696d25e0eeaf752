import type { proveFactorAgain as contract } from '@rekey/contracts/sessions'
import type { Deps } from '../../deps.ts'
import { factorOfSession } from '../../guards/require-recent-factor.ts'
import { useFactor } from '../../guards/use-factor.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { noteAct } from '../../models/audit-counts.ts'
import { checkFactor, type ProvedFactor } from '../../models/check-factor.ts'
import { countWrongFactor } from '../../models/factor-proofs.ts'
import { countFactorTry } from '../../models/factor-tries.ts'
import { holdUser } from '../../models/hold-user.ts'
import { noteFactorProved } from '../../models/sessions.ts'
import { findSigningInById, type SigningIn } from '../../models/users.ts'

/** POST /sessions/current/second-factor. An open browser doesn't prove who is using it. */
export const proveFactorAgain: Verb<typeof contract> = async (input, deps) => {
  const { caller } = input
  const user = await findSigningInById(deps, caller.user.id)
  if (!user) throw new Problem('not-signed-in')
  const deviceCookie = caller.client === 'browser' ? input.cookies.device : undefined
  const counted = await countFactorTry(deps, { user, deviceCookie })
  if (counted.outcome === 'wait') throw mustWait(counted.until, deps.clock.now())
  const proved = await judge(deps, user, input)
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    await holdUser(tx, user.id)
    await tx.$executeRaw(counted.givingBack)
    if (!(await useFactor(tx, deps, proved, user, input))) throw new Problem('second-factor-wrong')
    await noteFactorProved(tx, caller.sessionId, at)
  })
  return { status: 200, body: { provedAt: at.toISOString() } }
}

/** @throws Problem second-factor-wrong */
async function judge(
  deps: Deps,
  user: SigningIn,
  input: Input<typeof contract>,
): Promise<ProvedFactor> {
  const proved = await checkFactor(deps, user, input.body, factorOfSession(input.caller))
  if (proved) return proved
  const { method } = input.body
  await countWrongFactor(deps.db, user.id, method)
  await noteAct(deps, { action: 'second-factor.wrong', userId: user.id, facts: { method } }, input)
  throw new Problem('second-factor-wrong')
}
