import { fill } from './fill.ts'

const text = { hour: '1 hour', hours: '{count} hours', days: '{count} days' } as const

/** `48 hours`, `7 days`: in days from three days on. */
export function hoursWords(count: number): string {
  if (count > 48 && count % 24 === 0) return fill(text.days, { count: count / 24 })
  return count === 1 ? text.hour : fill(text.hours, { count })
}
