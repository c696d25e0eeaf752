import { fill } from '../../fill.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const text = userDetailsMessages.reset

/** `48 hours`, `7 days`: shown in days from three days on. */
export function timeWords(hours: number): string {
  if (hours > 48 && hours % 24 === 0) return fill(text.days, { count: hours / 24 })
  return hours === 1 ? text.hour : fill(text.hours, { count: hours })
}
