import type { Cookie } from '../../http/cookies.ts'
import { type BegunFlow, flowCookie, withSession } from './flow-cookie.ts'

/** Where the way back from a provider ends. */
export type Ending = {
  readonly status: 303
  readonly body: null
  readonly location: string
  readonly cookies: readonly Cookie[]
}

/**
 * The flow was used up, so its cookie keeps only the others. They learn of the session that begins.
 */
export function endAt(
  location: string,
  others: readonly BegunFlow[],
  cookies: readonly Cookie[] = [],
): Ending {
  const session = cookies.find(({ name }) => name === 'session')
  const kept = flowCookie(withSession(others, session?.value))
  return { status: 303, body: null, location, cookies: [...cookies, kept] }
}
