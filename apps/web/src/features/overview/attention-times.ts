import type { AttentionItem } from '@rekey/contracts/overview'
import { clockTime } from '../../clock-time.ts'
import { type Counted, countWords } from '../../console-kit/count-words.ts'
import { dayAndTime, daysUntil, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { attentionMessages as text } from './attention-messages.ts'

const hour = 3_600_000
const day = 24 * hour

/** A sentence for one, or for many. */
export const counted = ({ one, many }: { one: string; many: Counted }, count: number): string =>
  countWords(count, one, many)

export const isOver = ({ until }: AttentionItem, now: Date) =>
  until !== null && new Date(until) <= now

/** `today`, `tomorrow`, `in 12 days`. */
export function endWords({ until }: AttentionItem, now: Date): string {
  const count = daysUntil(new Date(until ?? now), now)
  if (count === 0) return text.times.today
  return countWords(count, text.times.tomorrow, text.times.inDays)
}

/** `09:12`, or `yesterday 17:26`. */
export function sinceWords({ since }: AttentionItem, now: Date): string {
  const at = new Date(since ?? now)
  return isToday(at, now) ? clockTime(at) : inSentence(dayAndTime(at, now))
}

const isToday = (at: Date, now: Date) => at.toDateString() === now.toDateString()

/** At the right: how long it lasts, when it happened last, or when it ends. */
export function whenWords({ since, at, until }: AttentionItem, now: Date): string | null {
  const { times } = text
  if (until !== null) {
    const options = { day: 'numeric', month: 'long' } as const
    return fill(times.until, { day: new Date(until).toLocaleDateString('en-GB', options) })
  }
  if (since !== null)
    return fill(times.since, { span: spanWords(now.getTime() - Date.parse(since)) })
  if (at === null) return null
  const last = new Date(at)
  return isToday(last, now)
    ? fill(times.last, { time: clockTime(last) })
    : fill(times.lastOn, { time: inSentence(dayAndTime(last, now)) })
}

function spanWords(milliseconds: number): string {
  const [unit, size] =
    milliseconds >= 2 * day
      ? (['day', day] as const)
      : milliseconds >= 2 * hour
        ? (['hour', hour] as const)
        : (['minute', 60_000] as const)
  return counted(text.spans[unit], Math.max(1, Math.floor(milliseconds / size)))
}
