import type { endSession as contract } from '@rekey/contracts/sessions'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { endOwnSession } from './own-sessions.ts'

/**
 * DELETE /sessions/{id}. Another user's session is not found, the same as one that never existed.
 */
export const endSession: Verb<typeof contract> = async (input, deps) => {
  if (!(await endOwnSession(deps, input, input.params.id))) throw new Problem('not-found')
  return { status: 204, body: null }
}
