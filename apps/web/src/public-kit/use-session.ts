import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { call } from '../api.ts'
import { useAnswer } from '../hooks/use-answer.ts'

export type CurrentSession = Answer<typeof currentSession>

const ask = () => call<typeof currentSession>('GET /sessions/current')

/** Who is signed in here; both null until the server has answered. */
export function useSession() {
  const { body: session, problem, again } = useAnswer(ask)
  return {
    session,
    problem,
    isSignedOut: problem?.code === 'not-signed-in',
    /** This session may only set a new password: `/set-password`. */
    mustChangePassword: problem?.code === 'password-change-required',
    load: again,
  }
}
