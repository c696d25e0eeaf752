import type { verifyCaller as contract } from '@rekey/contracts/caller-checks'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRightMailedCode } from '../../guards/require-right-mailed-code.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { findMailedCode, judgeMailedCode } from '../../models/mailed-codes.ts'

/** POST /caller-checks/{id}. A wrong code is committed before it is answered. */
export const verifyCaller: Verb<typeof contract> = async (input, deps) => {
  requireRightMailedCode(await judge(deps, input), 'This check has ended. Start a new one.')
  return { status: 200, body: { verified: true } }
}

/** @throws Problem not-found, not-permitted */
async function judge(deps: Deps, input: Input<typeof contract>) {
  const { params, body, caller } = input
  const check = await findMailedCode(deps.db, params.id, 'caller-check')
  if (!check) throw new Problem('not-found')
  return deps.db.$transaction(async (tx) => {
    const { id, username } = await requireTarget(tx, check.userId, caller, {
      all: 'users.reset-password',
    })
    const typed = { code: body.code, by: caller.actorId, at: deps.clock.now() }
    const outcome = await judgeMailedCode(tx, deps.keys, check, typed)
    if (outcome === null) return null
    const action = outcome === 'right' ? 'caller-check.verified' : 'caller-check.wrong'
    const details = { callerCheckId: check.id, ...(outcome !== 'right' && { triesLeft: outcome }) }
    await auditBy(tx, deps, input, action, { id, username }, details)
    return outcome
  })
}
