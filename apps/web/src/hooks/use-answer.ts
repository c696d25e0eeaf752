import type { Answer, Contract } from '@rekey/contracts/route'
import { useEffect, useState } from 'react'
import type { Problem, Result } from '../api.ts'

type Asked<C extends Contract> = {
  /** Null until the server has answered successfully. */
  readonly body: Answer<C> | null
  /** Stays on the screen while the request is repeated. */
  readonly problem: Problem | null
  readonly again: () => void
}

/**
 * Sends the request on arrival and once for each new `ask`. Late answers to an earlier `ask` are
 * dropped.
 */
export function useAnswer<C extends Contract>(ask: () => Promise<Result<C>>): Asked<C> {
  const [attempt, setAttempt] = useState(0)
  const [result, setResult] = useState<Result<C> | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt asks once more.
  useEffect(() => {
    let isLate = false
    void ask().then((answer) => isLate || setResult(answer))
    return () => {
      isLate = true
    }
  }, [ask, attempt])
  return {
    body: result?.ok ? result.body : null,
    problem: result && !result.ok ? result.problem : null,
    again: () => setAttempt(attempt + 1),
  }
}
