import type { releaseSsoDomain as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { settleConnection } from '../../models/required-sign-in.ts'
import { requireConnection } from './require-connection.ts'
import { requireDomain } from './require-domain.ts'
import { requireShownConnection } from './shown-connection.ts'

/** DELETE /sso-connections/{id}/domains/{domain}. Linked users stay linked. Others sign in here. */
export const releaseSsoDomain: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const domain = requireDomain(input.params.domain)
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const { name } = await requireConnection(tx, id, input.caller)
    requireRecentSignIn(input.caller, at)
    const { count } = await tx.ssoDomain.deleteMany({ where: { connectionId: id, domain } })
    if (count === 0) throw new Problem('not-found')
    const settled = await settleConnection(tx, id, at)
    await auditBy(tx, deps, input, 'sso-domain.released', null, {
      connectionId: id,
      name,
      domain,
      ...settled,
    })
  })
  return { status: 200, body: await requireShownConnection(deps, id) }
}
