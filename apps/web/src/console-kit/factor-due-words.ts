import { clockTime } from '../clock-time.ts'
import { fill } from '../fill.ts'
import { serverNow } from '../server-now.ts'
import { countWords } from './count-words.ts'
import { kitMessages } from './kit-messages.ts'
import { dayAndTime, daysUntil, inSentence } from './when.ts'

const text = kitMessages.factorDue

/** "Add a second factor by 3 December 09:30. 7 days left.", in the viewer's days. */
export function factorDueWords(dueAt: Date, now = serverNow()): string {
  if (dueAt <= now) return text.over
  const count = daysUntil(dueAt, now)
  if (count === 0) return fill(text.today, { time: clockTime(dueAt) })
  const left = countWords(count, text.oneDayLeft, text.daysLeft)
  return fill(text.by, { time: inSentence(dayAndTime(dueAt, now)), left })
}
