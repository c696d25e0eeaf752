import { day, hour, minute } from '../lib/clock.ts'

/**
 * Times in mails: in the settings' time zone, 24 hours. The zone is named only where readers must
 * act by that time; the day only if it isn't today.
 */

/** "14:02", or "23:58 on Fri 27 Nov". */
export function shownMoment(at: Date, timeZone: string, now: Date): string {
  const time = timeOfDay(at, timeZone)
  const date = dayOf(at, timeZone)
  return date === dayOf(now, timeZone) ? time : `${time} on ${date}`
}

/** "14:32 CET", or "Sat 28 Nov, 14:32 UTC". */
export function shownDeadline(until: Date, timeZone: string, now: Date): string {
  const time = `${timeOfDay(until, timeZone)} ${zoneName(until, timeZone)}`
  const date = dayOf(until, timeZone)
  return date === dayOf(now, timeZone) ? time : `${date}, ${time}`
}

/**
 * "30 minutes", "48 hours", "7 days": the largest unit that is at least one, rounded down. A
 * hundredth of it may be missing, because a mail is written some seconds after its time began.
 */
export function shownSpan(minutes: number): string {
  const units = [
    { size: day / minute, unit: 'day', from: 3 },
    { size: hour / minute, unit: 'hour', from: 2 },
  ]
  const found = units.find(({ size, from }) => minutes >= from * size)
  const { size, unit } = found ?? { size: 1, unit: 'minute' }
  const count = Math.max(1, Math.floor(minutes / size + 0.01))
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

const timeOfDay = (at: Date, timeZone: string) =>
  formatOf('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at)

/** "Sat 28 Nov" */
function dayOf(at: Date, timeZone: string): string {
  const parts = partsOf(at, 'en-GB', { timeZone, weekday: 'short', day: 'numeric', month: 'short' })
  return `${parts.weekday} ${parts.day} ${parts.month}`
}

/** Each of these locales knows the zone names of its own region; otherwise the name is "GMT+9". */
const locales = ['en-GB', 'en-US', 'en-AU', 'en-IN', 'en-NZ', 'en-ZA']

function zoneName(at: Date, timeZone: string): string {
  const nameIn = (locale: string) =>
    partsOf(at, locale, { timeZone, timeZoneName: 'short' }).timeZoneName ?? timeZone
  const knowing = locales.find((locale) => !/^GMT[+-]/.test(nameIn(locale)))
  return nameIn(knowing ?? 'en-GB')
}

const partsOf = (
  at: Date,
  locale: string,
  options: Intl.DateTimeFormatOptions,
): Partial<Record<Intl.DateTimeFormatPartTypes, string>> =>
  Object.fromEntries(
    formatOf(locale, options)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * Cached, since making a formatter takes far longer than using it. There is one for each zone in
 * the settings.
 */
function formatOf(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, options])
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, options)
  formats.set(key, format)
  return format
}
