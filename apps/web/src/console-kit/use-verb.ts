import type { Answer, Contract } from '@rekey/contracts/route'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Problem, Result } from '../api.ts'
import { useRecentSignIn } from './sign-in-again.tsx'

/**
 * One act on the server from a button: a second press while it runs is ignored, and where it needs
 * a recent sign-in, that is asked for and the act goes on. Nothing is shown as done before it is.
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
    // What is shown may be out of date: that may be why.
    void queries.invalidateQueries({ queryKey: ['user'] })
  }
  return { busy, problem, run: () => void run() }
}
