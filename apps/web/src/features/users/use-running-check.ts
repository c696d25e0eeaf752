import type { startCallerCheck } from '@rekey/contracts/caller-checks'
import type { Answer } from '@rekey/contracts/route'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { serverNow } from '../../server-now.ts'

/** A check whose code was mailed. `sentAt` is in milliseconds since the epoch. */
export type RunningCheck = Answer<typeof startCallerCheck> & {
  readonly sentAt: number
  readonly isAgain?: boolean
}

/** Why the code can't be entered any more. */
export type CheckEnd = 'usedUp' | 'ended'

/**
 * The check of a user's caller that runs, and how to keep another one. It outlives the dialog: who
 * closes it to look something up finds the field for the code again, and no second mail is sent.
 */
export function useRunningCheck(userId: string) {
  const queries = useQueryClient()
  const queryKey = ['caller-check', userId]
  const [check, setCheck] = useState(() => {
    const kept = queries.getQueryData<RunningCheck | null>(queryKey) ?? null
    return kept && new Date(kept.expiresAt) > serverNow() ? kept : null
  })
  const keep = (next: RunningCheck | null) => {
    queries.setQueryData<RunningCheck | null>(queryKey, next)
    setCheck(next)
  }
  return [check, keep] as const
}
