import type { Answer, Contract } from '@rekey/contracts/route'
import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Problem, Result } from '../api.ts'
import { useRecentSignIn } from './use-recent-sign-in.ts'

/** What buttons and dialogs show of an action. */
export type Verb = {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly run: () => void
}

/**
 * Sends one action from a button or a form. A second press while it runs is ignored. If the action
 * needs a recent sign-in, it asks for that and then continues. The screen shows success only after
 * the server has confirmed it.
 */
export function useVerb<C extends Contract, Sent = void>(
  send: (sent: Sent) => Promise<Result<C>>,
  onDone: (answer: Answer<C>, sent: Sent) => void,
) {
  const { withRecentSignIn } = useRecentSignIn()
  const queries = useQueryClient()
  const isRunning = useRef(false)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  /** Resolves to the problem, or to null if there was none. */
  const attempt = async (sent: Sent): Promise<Problem | null> => {
    if (isRunning.current) return null
    isRunning.current = true
    setBusy(true)
    setProblem(null)
    const result = await withRecentSignIn(() => send(sent))
    isRunning.current = false
    setBusy(false)
    if (result.ok) {
      onDone(result.body, sent)
      return null
    }
    setProblem(result.problem)
    return result.problem
  }
  /** For buttons, whose actions take nothing. */
  const run = async () => {
    const refused = await attempt(undefined as Sent)
    // Outdated data on the screen may be the cause, so fetch it again. A form keeps what it shows.
    if (refused) void queries.invalidateQueries({ queryKey: ['user'] })
  }
  return { busy, problem, attempt, run: () => void run() }
}
