import type { claimSsoDomain as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { claimDomain } from '../../models/sso-domains.ts'
import { requireConnection } from './require-connection.ts'
import { requireDomain } from './require-domain.ts'
import { requireShownConnection } from './shown-connection.ts'

/** POST /sso-connections/{id}/domains. Decides nothing yet; the answer says what DNS must hold. */
export const claimSsoDomain: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const domain = requireDomain(input.body.domain)
  await deps.db.$transaction(async (tx) => {
    const at = deps.clock.now()
    const { name } = await requireConnection(tx, id, input.caller)
    if (!(await claimDomain(tx, id, domain, at))) return
    await auditBy(tx, deps, input, 'sso-domain.claimed', null, { connectionId: id, name, domain })
  })
  return { status: 200, body: await requireShownConnection(deps, id) }
}
