import type { endUserSessions as contract } from '@rekey/contracts/users'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { ActVerb } from '../../http/routes.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'

/**
 * POST /users/{id}/end-sessions. Signs the user out everywhere; the proofs of their devices become
 * void too.
 */
export const endUserSessions: ActVerb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { caller } = input
  const sessionsEnded = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    const at = deps.clock.now()
    const ended = await endSessions(tx, id)
    await voidDevices(tx, id, at)
    await auditBy(
      tx,
      deps,
      input,
      'user.sessions-ended',
      { id, username: target.username },
      { sessionsEnded: ended },
    )
    return ended
  })
  return { status: 200, body: { sessionsEnded } }
}
