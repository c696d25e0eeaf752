import type { proveFactorAgain as contract } from '@rekey/contracts/sessions'
import { judgeProof } from '../../guards/judge-proof.ts'
import { factorOfSession } from '../../guards/require-recent-factor.ts'
import { useFactor } from '../../guards/use-factor.ts'
import { mustWait, Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { countFactorTry } from '../../models/factor-tries.ts'
import { holdUser } from '../../models/hold-user.ts'
import { noteFactorProved } from '../../models/sessions.ts'
import { findSigningInById } from '../../models/users.ts'

/** POST /sessions/current/second-factor. An open browser doesn't prove who is using it. */
export const proveFactorAgain: Verb<typeof contract> = async (input, deps) => {
  const { caller } = input
  const user = await findSigningInById(deps, caller.user.id)
  if (!user) throw new Problem('not-signed-in')
  const deviceCookie = caller.client === 'browser' ? input.cookies.device : undefined
  const counted = await countFactorTry(deps, { user, deviceCookie })
  if (counted.outcome === 'wait') throw mustWait(counted.until, deps.clock.now())
  const proved = await judgeProof(deps, user, input.body, factorOfSession(caller), input)
  if (!proved) throw new Problem('second-factor-wrong')
  const at = deps.clock.now()
  await deps.db.$transaction(async (tx) => {
    await holdUser(tx, user.id)
    await tx.$executeRaw(counted.givingBack)
    if (!(await useFactor(tx, deps, proved, user, input))) throw new Problem('second-factor-wrong')
    await noteFactorProved(tx, caller.sessionId, at)
  })
  return { status: 200, body: { provedAt: at.toISOString() } }
}
