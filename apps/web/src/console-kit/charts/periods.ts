import { chartWords } from './chart-words.ts'

/** A day or an hour of a chart. */
type Period = { readonly from: string; readonly to: string }

export type Axis = {
  readonly step: 'hour' | 'day'
  /** In which days and hours are named. */
  readonly timeZone: string
  readonly periods: readonly Period[]
}

const locale = 'en-GB'

/** A browser may not know the zone of the settings. */
function formatOf(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone })
  } catch {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' })
  }
}

/** `29 Oct` or `14:00` under the axis; the last one is `Today` or `Now`. */
export function axisLabels({ step, timeZone, periods }: Axis): string[] {
  const isByHour = step === 'hour'
  const format = formatOf(
    timeZone,
    isByHour ? { hour: '2-digit', minute: '2-digit' } : { day: 'numeric', month: 'short' },
  )
  const last = isByHour ? chartWords.now : chartWords.today
  return periods.map(({ from }, index) =>
    index === periods.length - 1 ? last : format.format(new Date(from)),
  )
}

/** `Thu, 29 Oct` or `Thu 14:00–15:00` in the table. */
export function rowLabels({ step, timeZone, periods }: Axis): string[] {
  const isByHour = step === 'hour'
  const day = formatOf(
    timeZone,
    isByHour ? { weekday: 'short' } : { weekday: 'short', day: 'numeric', month: 'short' },
  )
  const time = formatOf(timeZone, { hour: '2-digit', minute: '2-digit' })
  return periods.map(({ from, to }) => {
    const start = new Date(from)
    if (!isByHour) return day.format(start)
    return `${day.format(start)} ${time.format(start)}–${time.format(new Date(to))}`
  })
}

/** `2026-11-01`: the date of an instant in the time zone. */
export function dateIn(at: string, timeZone: string): string {
  const format = formatOf(timeZone, { year: 'numeric', month: '2-digit', day: '2-digit' })
  const parts = Object.fromEntries(
    format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]),
  )
  return `${parts.year}-${parts.month}-${parts.day}`
}

/** `09:41` in the time zone, with its name if the viewer's clock shows another time. */
export function timeIn(at: string, timeZone: string): string {
  const options = { hour: '2-digit', minute: '2-digit' } as const
  const time = formatOf(timeZone, options).format(new Date(at))
  const own = new Date(at).toLocaleTimeString(locale, options)
  return time === own ? time : `${time}, ${timeZone.replaceAll('_', ' ')}`
}
