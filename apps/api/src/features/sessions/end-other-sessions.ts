import type { endOtherSessions as contract } from '@rekey/contracts/sessions'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { endSessions, voidDevices } from '../../models/sessions.ts'

/** DELETE /sessions. Signs out everywhere else; the cookies of those devices become void. */
export const endOtherSessions: Verb<typeof contract> = async (input, deps) => {
  const sessionsEnded = await deps.db.$transaction(async (tx) => {
    const { sessionId, user } = input.caller
    const { id, username } = user
    // The user's row first, as in every other path, so that a sign-in beside it can't deadlock.
    await voidDevices(tx, id, deps.clock.now())
    const ended = await endSessions(tx, id, { except: sessionId })
    await auditBy(tx, deps, input, 'sessions.ended', { id, username }, { sessionsEnded: ended })
    return ended
  })
  return { status: 200, body: { sessionsEnded } }
}
