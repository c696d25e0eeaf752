import type { Answer } from '@rekey/contracts/route'
import type { currentSession } from '@rekey/contracts/sessions'
import { useCallback, useEffect, useState } from 'react'
import { call, type Problem } from '../../api.ts'

export type CurrentSession = Answer<typeof currentSession>

/** Who is signed in here; both null until the server has answered. */
export function useSession() {
  const [session, setSession] = useState<CurrentSession | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const load = useCallback(async () => {
    setProblem(null)
    const result = await call<typeof currentSession>('GET /sessions/current')
    if (result.ok) setSession(result.body)
    else setProblem(result.problem)
  }, [])
  useEffect(() => void load(), [load])
  return {
    session,
    problem,
    isSignedOut: problem?.code === 'not-signed-in',
    load: () => void load(),
  }
}
