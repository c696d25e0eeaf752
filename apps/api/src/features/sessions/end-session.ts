import type { endSession as contract } from '@rekey/contracts/sessions'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { endSessions } from '../../models/sessions.ts'

/** DELETE /sessions/{id}. Somebody else's session is not found, like one that never was. */
export const endSession: Verb<typeof contract> = async ({ caller, params }, { db }) => {
  const ended = await endSessions(db, caller.user.id, { only: params.id })
  if (ended === 0) throw new Problem('not-found')
  return { status: 204, body: null }
}
