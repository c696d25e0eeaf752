import type { Answer, Contract } from '@rekey/contracts/route'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Problem, Result } from '../api.ts'
import { useRecentSignIn } from './sign-in-again.tsx'

/**
 * Sends one action from a button. A second press while it runs is ignored. If the action needs a
 * recent sign-in, it asks for that and then continues. The screen shows success only after the
 * server has confirmed it.
 */
export function useVerb<C extends Contract>(
  send: () => Promise<Result<C>>,
  onDone: (answer: Answer<C>) => void,
) {
  const { withRecentSignIn } = useRecentSignIn()
  const queries = useQueryClient()
  const isRunning = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async () => {
    if (isRunning.current) return
    isRunning.current = true
    setBusy(true)
    setProblem(null)
    const result = await withRecentSignIn(send)
    isRunning.current = false
    setBusy(false)
    if (result.ok) return onDone(result.body)
    setProblem(result.problem)
    // Outdated data on the screen may be the cause, so fetch it again.
    void queries.invalidateQueries({ queryKey: ['user'] })
  }
  return { busy, problem, run: () => void run() }
}
