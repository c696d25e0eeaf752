import { dayOf, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { userDetailsMessages } from './user-details-messages.ts'

const { confirmedOn, confirmed } = userDetailsMessages.fields

/** `Confirmed on 12 November`, `Confirmed today`. */
export function confirmedWords(at: string): string {
  const day = dayOf(new Date(at))
  return fill(/\d/.test(day) ? confirmedOn : confirmed, { day: inSentence(day) })
}
