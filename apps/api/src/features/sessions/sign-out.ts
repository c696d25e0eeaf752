import type { signOut as contract } from '@rekey/contracts/sessions'
import type { Verb } from '../../http/routes.ts'
import { endOwnSession } from './own-sessions.ts'

/**
 * DELETE /sessions/current. The device stays known, because users who sign out usually return on
 * it.
 */
export const signOut: Verb<typeof contract> = async (input, deps) => {
  await endOwnSession(deps, input, input.caller.sessionId)
  return { status: 204, body: null, cookies: [{ name: 'session', value: '', maxAgeSeconds: 0 }] }
}
