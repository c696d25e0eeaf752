import type { Caller } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { later, minute } from '../lib/clock.ts'

/**
 * Ten minutes after a sign-in, acts that need a recent one are refused: an open browser doesn't
 * prove who is using it.
 */
export const recentMinutes = 10

const byPersonOnly = 'An API key can’t do this. It needs a person who signed in recently.'

/**
 * Guards acts that could take over an administrator's account (ASVS 7.5.1). The time when the
 * person proved who they are counts, because a provider may open new sessions without asking for
 * any proof.
 * @throws Problem recent-sign-in-required; not-permitted for an API key
 */
export function requireRecentSignIn({ client, authenticatedAt }: Caller, now: Date): void {
  if (client === 'api-key') throw new Problem('not-permitted', { detail: byPersonOnly })
  const isRecent = authenticatedAt && authenticatedAt >= later(now, -recentMinutes * minute)
  if (!isRecent) throw new Problem('recent-sign-in-required')
}

/**
 * The same for acts that weaken how accounts are protected. API keys may do them: a person made the
 * key after a recent sign-in.
 * @throws Problem recent-sign-in-required
 */
export function requireRecentSession(caller: Caller, now: Date): void {
  if (caller.client !== 'api-key') requireRecentSignIn(caller, now)
}
