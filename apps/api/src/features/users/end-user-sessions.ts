import type { endUserSessions as contract } from '@rekey/contracts/users'
import { requireTarget } from '../../guards/target-user.ts'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'

/** POST /users/{id}/end-sessions. Signed out everywhere; what devices have proved is void too. */
export const endUserSessions: Verb<typeof contract> = async (
  { params: { id }, caller, ip, requestId },
  deps,
) => {
  const sessionsEnded = await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    const at = deps.clock.now()
    const ended = await endSessions(tx, id)
    await voidDevices(tx, id, at)
    await recordAudit(tx, {
      action: 'user.sessions-ended',
      at,
      actorId: caller.user.id,
      userId: id,
      requestId,
      details: { sessionsEnded: ended },
      personal: { ip, username: target.username },
    })
    return ended
  })
  return { status: 200, body: { sessionsEnded } }
}
