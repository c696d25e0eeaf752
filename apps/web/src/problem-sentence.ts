import type { Problem } from './api.ts'
import { clockTime } from './clock-time.ts'
import { fill } from './fill.ts'
import { messages, problemMessages } from './messages.ts'

/** What a screen without its own words for a problem says. Server faults get the banner instead. */
export function problemSentence({ code, retryAt, details }: Problem) {
  if (code === 'rate-limited' && retryAt) {
    const sentence = fill(messages.tooManyTries, { time: clockTime(retryAt) })
    return { sentence, unreachable: false }
  }
  // These have many causes, and only the server knows which one this is.
  if ((code === 'conflict' || code === 'not-permitted') && details.detail) {
    return { sentence: details.detail, unreachable: false }
  }
  // Without methods, the user has none yet, and the settings require one.
  if (code === 'second-factor-required' && !details.methods) {
    return { sentence: messages.addFactorFirst, unreachable: false }
  }
  const sentence: string = problemMessages[code] ?? messages.unreachable
  return { sentence, unreachable: sentence === messages.unreachable }
}
