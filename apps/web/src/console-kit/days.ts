/**
 * Days in the viewer's time zone, such as `2026-11-01`. The addresses of lists hold days, which
 * people can read and change; the API takes instants.
 */

/** Also false for half-typed years, so that typing a day doesn't search at each key. */
export const isDay = (value: string): boolean =>
  /^2\d{3}-\d{2}-\d{2}$/.test(value) && startOf(value) !== null

type Days = { readonly from?: string | undefined; readonly to?: string | undefined }

/** Turns the days of a view into the instants of its query, with the last day in full. */
export function withInstants<View extends Days>({ from, to, ...rest }: View) {
  const start = from && startOf(from)
  const end = to && startOf(to, 1)
  return {
    ...rest,
    ...(start && { from: start.toISOString() }),
    ...(end && { to: end.toISOString() }),
  }
}

/** Midnight at the start of a day. Null if the day doesn't exist. */
function startOf(date: string, daysLater = 0): Date | null {
  const [year = 0, month = 0, ofMonth = 0] = date.split('-').map(Number)
  const start = new Date(year, month - 1, ofMonth)
  if (start.getMonth() !== month - 1) return null
  return new Date(year, month - 1, ofMonth + daysLater)
}

/** `1 Nov 2026`. */
export const dayWords = (date: string): string =>
  (startOf(date) ?? new Date(date)).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
