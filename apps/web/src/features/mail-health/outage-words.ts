import type { MailHealth } from '@rekey/contracts/mail-health'
import { clockTimeAndDay } from '../../clock-time.ts'
import { numberWords } from '../../console-kit/number-words.ts'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { mailHealthWords } from './mail-health-words.ts'

const text = mailHealthWords.outage

/** Null if no mail is waiting, or none longer than usual. */
export function outageWords({ state, queue }: MailHealth, now = serverNow()): string | null {
  const isOutage = state === 'down' || state === 'delayed'
  if (!isOutage || queue.count === 0 || !queue.oldestAt) return null
  const time = clockTimeAndDay(new Date(queue.oldestAt), now)
  if (queue.count === 1) return fill(text.one, { time })
  return fill(text.many, { count: numberWords(queue.count), time })
}
