import type { Caller } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { later, minute } from '../lib/clock.ts'

/** Minutes for which a sign-in is recent: a browser left open is no proof of who sits there. */
const recentMinutes = 10

/**
 * Before acts that could take an administrator's account over (ASVS 7.5.1). What counts is when the
 * person proved who they are: a provider may open session after session without asking for
 * anything. @throws Problem recent-sign-in-required
 */
export function requireRecentSignIn({ authenticatedAt }: Caller, now: Date): void {
  const isRecent = authenticatedAt && authenticatedAt >= later(now, -recentMinutes * minute)
  if (!isRecent) throw new Problem('recent-sign-in-required')
}
