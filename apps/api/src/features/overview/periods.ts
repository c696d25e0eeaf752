import { hour, later, minute } from '../../lib/clock.ts'

/** Counts are kept by quarter. No time zone's days or hours begin within one. */
const quarter = 15 * minute

/** Up to so many days are shown by the hour. */
const daysByHour = 2

export type Periods = {
  readonly step: 'hour' | 'day'
  /** When each begins, oldest first. */
  readonly starts: readonly Date[]
  /** When the last one, which is still running, ends. */
  readonly end: Date
}

/**
 * The last days of a time zone, today included, or the last hours. Clocks that are changed make
 * days of 23 or 25 hours, and in some zones at midnight; so each start is looked for, not computed.
 */
export function periodsUntil(now: Date, days: number, timeZone: string): Periods {
  const isByHour = days <= daysByHour
  const local = localClock(timeZone)
  const startOf = (at: Date) => (isByHour ? startOfHour(local, at) : startOfDay(local, at))
  const starts = [startOf(now)]
  while (starts.length < (isByHour ? 24 * days : days)) {
    starts.unshift(startOf(later(starts[0] ?? now, -quarter)))
  }
  const last = starts.at(-1) ?? now
  const end = isByHour ? later(last, hour) : startOfDay(local, later(last, 36 * hour))
  return { step: isByHour ? 'hour' : 'day', starts, end }
}

type LocalClock = (at: Date) => { readonly date: string; readonly minutes: number }

/** An hour in which the clock was set back happens twice, and is two periods. */
const startOfHour = (local: LocalClock, at: Date) =>
  later(quarterOf(at), -(local(quarterOf(at)).minutes % 60) * minute)

function startOfDay(local: LocalClock, at: Date): Date {
  const { date, minutes } = local(at)
  let start = later(quarterOf(at), -(minutes - (minutes % 15)) * minute)
  while (local(start).date !== date) start = later(start, quarter)
  while (local(later(start, -quarter)).date === date) start = later(start, -quarter)
  return start
}

const quarterOf = (at: Date) => new Date(Math.floor(at.getTime() / quarter) * quarter)

/** What the clocks of a time zone show: the date, and the minutes since midnight. */
function localClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  return (at) => {
    const parts = format.formatToParts(at)
    const partOf = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
    return {
      date: `${partOf('year')}-${partOf('month')}-${partOf('day')}`,
      minutes: Number(partOf('hour')) * 60 + Number(partOf('minute')),
    }
  }
}
