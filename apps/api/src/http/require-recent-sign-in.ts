import { later, minute } from '../lib/clock.ts'
import type { Caller } from './authenticate.ts'
import { Problem } from './problem.ts'

/** Minutes for which a sign-in is recent: a browser left open is no proof of who sits there. */
const recentMinutes = 10

/** Before acts that could take an administrator's account over (ASVS 7.5.1). @throws Problem recent-sign-in-required */
export function requireRecentSignIn({ createdAt }: Caller, now: Date): void {
  if (createdAt < later(now, -recentMinutes * minute)) throw new Problem('recent-sign-in-required')
}
