import type { proveSsoDomain as contract } from '@rekey/contracts/sso-connections'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import { isUniqueViolation } from '../../lib/is-unique-violation.ts'
import { ownDomain } from '../../models/sso-domains.ts'
import { findProofFault } from './find-proof-fault.ts'
import { requireConnection } from './require-connection.ts'
import { requireDomain } from './require-domain.ts'
import { requireSignIn } from './require-sign-in.ts'
import { requireShownConnection } from './shown-connection.ts'

/** POST /sso-connections/{id}/domains/{domain}/prove. DNS is asked outside of any transaction. */
export const proveSsoDomain: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const domain = requireDomain(input.params.domain)
  const claimed = await requireClaimed(input, deps, domain)
  if (claimed.provedAt === null) {
    const fault = await findProofFault(deps.dns, claimed)
    if (fault !== null) throw new Problem('conflict', { detail: fault })
    await own(input, deps, domain)
  }
  return { status: 200, body: await requireShownConnection(deps, id) }
}

/** Judged first: who may not prove it asks DNS nothing. */
const requireClaimed = (
  { params: { id }, caller }: Input<typeof contract>,
  deps: Deps,
  domain: string,
) =>
  deps.db.$transaction(async (tx) => {
    await requireConnection(tx, id, caller)
    const claimed = await tx.ssoDomain.findUnique({
      where: { connectionId_domain: { connectionId: id, domain } },
    })
    if (!claimed) throw new Problem('not-found')
    requireRecentSignIn(caller, deps.clock.now())
    return claimed
  })

const own = (input: Input<typeof contract>, deps: Deps, domain: string) =>
  deps.db
    .$transaction(async (tx) => {
      const at = deps.clock.now()
      const connectionId = input.params.id
      const connection = await requireConnection(tx, connectionId, input.caller)
      const { name } = connection
      if (!(await ownDomain(tx, connectionId, domain, at))) return
      const settled = await requireSignIn(tx, connection, input.caller, at)
      await auditBy(tx, deps, input, 'sso-domain.proved', null, {
        connectionId,
        name,
        domain,
        ...settled,
      })
    })
    .catch(refuseOwned)

/** Of one that was released meanwhile, nothing is left to prove: the answer shows it. */
function refuseOwned(error: unknown): never {
  if (!isUniqueViolation(error)) throw error
  const detail = 'Another connection has this domain. Release it there first.'
  throw new Problem('conflict', { cause: error, detail })
}
