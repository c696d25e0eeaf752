import type { deleteSsoConnection as contract } from '@rekey/contracts/sso-connections'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { signingInThrough } from '../../models/sso-connections.ts'
import { requireConnection } from './require-connection.ts'

/**
 * DELETE /sso-connections/{id}. Nobody loses their way in: refused while users sign in through it.
 */
export const deleteSsoConnection: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { caller } = input
  const { db, clock } = deps
  await db.$transaction(async (tx) => {
    const { name } = await requireConnection(tx, id, caller)
    requireRecentSignIn(caller, clock.now())
    if ((await tx.user.count({ where: signingInThrough(id) })) > 0) {
      throw new Problem('conflict', { detail: 'Users sign in through this connection.' })
    }
    await tx.ssoConnection.delete({ where: { id }, select: { id: true } })
    await auditBy(tx, deps, input, 'sso-connection.deleted', null, {
      connectionId: id,
      name,
    })
  })
  return { status: 204, body: null }
}
