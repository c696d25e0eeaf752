/**
 * Asks Have I Been Pwned whether a new password is known from a leak, if the operator switched that
 * on. A look-up that fails or takes longer than a second lets the password pass. The shipped list
 * has been checked as well, and an outage of that service must not keep people out.
 */
import { isInBreachList } from '@rekey/password-strength/breach-list'
import type { Logger } from 'pino'
import { second } from '../lib/clock.ts'

export type BreachOutcome = 'leaked' | 'not-leaked' | 'failed'

export interface BreachList {
  isLeaked(password: string): Promise<boolean>
  /** How many look-ups of this process ended with each result. */
  readonly counts: Readonly<Record<BreachOutcome, number>>
}

interface Parts {
  readonly address: string
  readonly log: Pick<Logger, 'warn'>
  /** Aborts a look-up; tests decide when. */
  readonly deadline?: () => AbortSignal
}

export function createBreachList({
  address,
  log,
  deadline = () => AbortSignal.timeout(second),
}: Parts): BreachList {
  const counts = { leaked: 0, 'not-leaked': 0, failed: 0 }
  return {
    counts,
    async isLeaked(password) {
      try {
        const isLeaked = await isInBreachList(password, { address, signal: deadline() })
        counts[isLeaked ? 'leaked' : 'not-leaked']++
        return isLeaked
      } catch (error) {
        counts.failed++
        log.warn(
          { reason: reasonOf(error) },
          'The list of leaked passwords could not be asked; a new password passed without it',
        )
        return false
      }
    },
  }
}

/** Errors may contain the requested address, which ends in digits of the password's digest. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError' || name === 'AbortError') return 'no answer within a second'
  return cause?.code ?? cause?.message ?? message
}
