const locale = 'en-GB'

/** `14:32` in the viewer's own time zone. The 24-hour clock is short and needs no "am" or "pm". */
export const clockTime = (at: Date): string =>
  at.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' })

/** `14:02:08`, where the order of events matters. */
export const clockTimeSeconds = (at: Date): string => at.toLocaleTimeString(locale)

/** `14:32` if it is today, or with its day: `14:32 on Friday, 28 November`. */
export function clockTimeAndDay(at: Date, now: Date): string {
  if (at.toDateString() === now.toDateString()) return clockTime(at)
  const day = at.toLocaleDateString(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  return `${clockTime(at)} on ${day.replace(/^(\w+) /, '$1, ')}`
}

/** `14 August 2026`, for what is kept for long. */
export const plainDay = (at: Date): string =>
  at.toLocaleDateString(locale, { day: 'numeric', month: 'long', year: 'numeric' })
