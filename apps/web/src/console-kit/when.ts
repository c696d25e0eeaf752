import { clockTime } from '../clock-time.ts'
import { serverNow } from '../server-now.ts'

const locale = 'en-GB'
const dayMs = 86_400_000

/**
 * `Today 14:02`, `Yesterday 17:26`, `14 August 17:26`, `14 August 2025 17:26`, in the viewer's
 * time.
 */
export const dayAndTime = (at: Date, now = serverNow()): string =>
  `${dayOf(at, now)} ${clockTime(at)}`

/** `Tomorrow 16:40` → `tomorrow 16:40`, for the middle of a sentence. */
export const inSentence = (words: string): string =>
  /^(Today|Yesterday|Tomorrow)/.test(words) ? words.toLowerCase() : words

/** `Today`, `Yesterday`, `Tomorrow`, `14 August`, with the year if it isn't the current one. */
export function dayOf(at: Date, now = serverNow()): string {
  const days = daysUntil(at, now)
  if (days === 0) return 'Today'
  if (days === -1) return 'Yesterday'
  if (days === 1) return 'Tomorrow'
  const isThisYear = at.getFullYear() === now.getFullYear()
  return at.toLocaleDateString(locale, {
    day: 'numeric',
    month: 'long',
    ...(!isThisYear && { year: 'numeric' }),
  })
}

/** The viewer's days from now until then. Rounded, as a day may have 23 or 25 hours. */
export const daysUntil = (at: Date, now: Date): number =>
  Math.round((midnightOf(at) - midnightOf(now)) / dayMs)

const midnightOf = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()
