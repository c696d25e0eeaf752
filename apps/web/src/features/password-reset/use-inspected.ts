import type { inspectReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import { useEffect, useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { holdUsername } from '../../public-kit/held-token.ts'

export type Inspected = Answer<typeof inspectReset>

/** Few enough that a whole office behind one address stays far below its limit. */
const lookAgainMs = 60_000

/** A mail that was asked for anew is accepted about now; that moves the end of the reset. */
const afterAskingMs = [2_000, 6_000, 15_000]

/**
 * Whom a link is for, and until when: asked on arrival, when one comes back to this tab, once a
 * minute, and after a mail was asked for, since another device may move the end or use the link up.
 * What is shown stays while a later look fails, but for the news that the link is dead.
 */
export function useInspected(token: string) {
  const [inspected, setInspected] = useState<Inspected | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let isLate = false
    const look = async () => {
      const result = await call<typeof inspectReset>('POST /password-resets/inspect', { token })
      if (isLate) return
      if (result.ok) {
        setInspected(result.body)
        holdUsername(result.body.username)
      }
      setProblem(result.ok ? null : result.problem)
    }
    const lookIfSeen = () => void (document.visibilityState === 'visible' && look())
    void look()
    const interval = setInterval(lookIfSeen, lookAgainMs)
    const soon = attempt > 0 ? afterAskingMs.map((after) => setTimeout(lookIfSeen, after)) : []
    document.addEventListener('visibilitychange', lookIfSeen)
    window.addEventListener('focus', lookIfSeen)
    return () => {
      isLate = true
      clearInterval(interval)
      for (const timer of soon) clearTimeout(timer)
      document.removeEventListener('visibilitychange', lookIfSeen)
      window.removeEventListener('focus', lookIfSeen)
    }
  }, [token, attempt])

  return { inspected, problem, load: () => setAttempt(attempt + 1) }
}
