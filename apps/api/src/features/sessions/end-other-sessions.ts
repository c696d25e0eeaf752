import type { endOtherSessions as contract } from '@rekey/contracts/sessions'
import type { Verb } from '../../http/routes.ts'
import { recordAudit } from '../../models/audit.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'

/** DELETE /sessions. Signs out everywhere else; the cookies of those devices become void. */
export const endOtherSessions: Verb<typeof contract> = async (
  { caller, ip, requestId },
  { db, clock },
) => {
  const sessionsEnded = await db.$transaction(async (tx) => {
    const at = clock.now()
    const { user, sessionId } = caller
    // The user's row first, as in every other path, so that a sign-in beside it can't deadlock.
    await voidDevices(tx, user.id, at)
    const ended = await endSessions(tx, user.id, { except: sessionId })
    await recordAudit(tx, {
      action: 'sessions.ended',
      at,
      actorId: user.id,
      userId: user.id,
      requestId,
      details: { sessionsEnded: ended },
      personal: { ip, username: user.username },
    })
    return ended
  })
  return { status: 200, body: { sessionsEnded } }
}
