import type { inspectReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import { useEffect, useState } from 'react'
import { call, type Problem } from '../../api.ts'
import { holdUsername } from '../../public-kit/held-token.ts'

export type Inspected = Answer<typeof inspectReset>

/** Rare enough that an office of people behind one address stays far below the address's limit. */
const lookAgainMs = 60_000

/**
 * When the mail server accepts a requested mail, the end of the reset moves, so look at these
 * times.
 */
const afterAskingMs = [2_000, 6_000, 15_000]

/**
 * Fetches the username of a link and its expiry. It does so on arrival, on return to this tab, once
 * a minute, and after a mail was requested. Another device may have changed the expiry or used the
 * link. If a later request fails, the page stays as it is, unless the answer says that the link is
 * dead.
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
