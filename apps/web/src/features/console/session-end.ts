import { answeredAt, clockAheadMs } from '../../api.ts'

/** How often the console checks whether the session is about to end. */
export const tickMs = 5_000
export const warnBeforeMs = 2 * 60_000

/**
 * Browser sessions end after 30 idle minutes. The server notes the last request in whole minutes,
 * so its noted time may be up to a minute too early.
 */
const idleMs = 29 * 60_000

/**
 * When the session ends by the clock of this device, in epoch milliseconds, and whether that is
 * final or a request extends it. A clock that is hours ahead would otherwise end it at once.
 */
export function sessionEndsAt(
  expiresAt: string,
  lastAnswerAt = answeredAt,
  aheadMs = clockAheadMs,
) {
  const final = Date.parse(expiresAt) + aheadMs
  const idle = lastAnswerAt + idleMs
  return idle < final ? { at: idle, isFinal: false } : { at: final, isFinal: true }
}
