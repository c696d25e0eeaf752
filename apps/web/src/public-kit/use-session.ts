import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { call } from '../api.ts'
import { useAnswer } from '../hooks/use-answer.ts'

export type CurrentSession = Answer<typeof currentSession>

const ask = () => call<typeof currentSession>('GET /sessions/current')

/** The user who is signed in here. Both values are null until the server has answered. */
export function useSession() {
  const { body: session, problem, again } = useAnswer(ask)
  return {
    session,
    problem,
    isSignedOut: problem?.code === 'not-signed-in',
    /** This session may only set a new password, at `/set-password`. */
    mustChangePassword: problem?.code === 'password-change-required',
    load: again,
  }
}
