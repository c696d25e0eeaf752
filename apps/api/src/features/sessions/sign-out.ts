import type { signOut as contract } from '@rekey/contracts/sessions'
import type { Verb } from '../../http/routes.ts'
import { endSessions } from '../../models/sessions.ts'

/** DELETE /sessions/current. The device stays known: who signs out here comes back here. */
export const signOut: Verb<typeof contract> = async ({ caller }, { db }) => {
  await endSessions(db, caller.user.id, { only: caller.sessionId })
  return { status: 204, body: null, cookies: [{ name: 'session', value: '', maxAgeSeconds: 0 }] }
}
