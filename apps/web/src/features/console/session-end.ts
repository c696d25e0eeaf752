import { answeredAt } from '../../api.ts'

/** How often it is looked whether the session ends. */
export const tickMs = 5_000
export const warnBeforeMs = 2 * 60_000

/**
 * Browser sessions idle 30 minutes, of which the server counts only whole ones: the last call may
 * have come up to a minute after the time that it has noted.
 */
const idleMs = 29 * 60_000

/** When the session ends as things stand, epoch milliseconds; final where no call can put it off. */
export function sessionEndsAt(expiresAt: string, lastAnswerAt = answeredAt) {
  const final = Date.parse(expiresAt)
  const idle = lastAnswerAt + idleMs
  return idle < final ? { at: idle, isFinal: false } : { at: final, isFinal: true }
}
