import type { Message } from '@rekey/contracts/messages'
import { clockTimeAndDay } from '../../clock-time.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { mailKitMessages } from './mail-kit-messages.ts'

const text = mailKitMessages

/** When a delayed mail is sent again. Null if it isn't delayed, or we don't send it again. */
export function nextAttemptWords({ nextAttemptAt }: Message, now = serverNow()): string | null {
  if (!nextAttemptAt) return null
  return fill(text.nextAttempt, { time: clockTimeAndDay(new Date(nextAttemptAt), now) })
}

/** How long a mail took to arrive, and after how many attempts. Null until it has arrived. */
export function tookWords({ status, events, attempts }: Message): string | null {
  const [first, last] = [events[0], events.at(-1)]
  if ((status !== 'accepted' && status !== 'delivered') || !first || !last) return null
  const time = durationWords(Date.parse(last.at) - Date.parse(first.at))
  return attempts > 1
    ? fill(text.attempt, { time, count: attempts })
    : fill(text.firstAttempt, { time })
}

function durationWords(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1_000))
  if (seconds === 1) return text.second
  if (seconds < 120) return fill(text.seconds, { count: seconds })
  const minutes = Math.round(seconds / 60)
  if (minutes < 120) return fill(text.minutes, { count: minutes })
  return fill(text.hours, { count: Math.round(minutes / 60) })
}
