import type { User } from '@rekey/contracts/users'
import { fill } from '../../fill.ts'
import { callerMessages } from './caller-messages.ts'

const text = callerMessages.state

/** How long it counts that a caller was verified. */
const countsMs = 3_600_000
const minuteMs = 60_000

/** When the caller was verified and until when that counts; null: not, or too long ago. */
export function callerVerified({ callerVerifiedAt }: User, now: Date) {
  if (!callerVerifiedAt) return null
  const at = new Date(callerVerifiedAt)
  const until = new Date(at.getTime() + countsMs)
  return now < until ? { at, until } : null
}

/** `Caller verified 4 minutes ago.` */
export function verifiedAgo(at: Date, now: Date): string {
  const count = Math.max(0, Math.floor((now.getTime() - at.getTime()) / minuteMs))
  if (count === 0) return text.now
  return count === 1 ? text.one : fill(text.many, { count })
}
