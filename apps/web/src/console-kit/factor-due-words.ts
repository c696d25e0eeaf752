import { fill } from '../fill.ts'
import { kitMessages } from './kit-messages.ts'
import { dayOf } from './when.ts'

const text = kitMessages.factorDue

const dayMs = 86_400_000

/** "Add a second factor by 3 December. 7 days left.", in the viewer's days. */
export function factorDueWords(dueAt: Date, now = new Date()): string {
  if (dueAt <= now) return text.over
  const count = daysBetween(now, dueAt)
  if (count === 0) return text.today
  const left = count === 1 ? text.oneDayLeft : fill(text.daysLeft, { count })
  const day = count === 1 ? dayOf(dueAt, now).toLowerCase() : dayOf(dueAt, now)
  return fill(text.by, { day, left })
}

const midnight = (at: Date) => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime()

/** Rounded, as a day on which the clocks change has 23 or 25 hours. */
const daysBetween = (from: Date, to: Date) => Math.round((midnight(to) - midnight(from)) / dayMs)
