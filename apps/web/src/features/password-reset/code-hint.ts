import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { messages } from '../../messages.ts'
import { serverNow } from '../../server-now.ts'

const text = messages.setPassword

/** Where the code is, and until when it works. */
export function codeHint(expiresAt: string | null): string {
  if (!expiresAt) return text.codeHint
  return fill(text.codeHintUntil, { time: clockTimeAndDay(new Date(expiresAt), serverNow()) })
}
