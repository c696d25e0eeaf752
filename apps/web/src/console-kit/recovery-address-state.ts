import type { RecoveryAddress } from '@rekey/contracts/recovery-addresses'
import { Check, Clock, MailQuestionMark } from 'lucide-react'
import { fill } from '../fill.ts'
import { serverNow } from '../server-now.ts'
import { kitMessages } from './kit-messages.ts'
import type { Shown } from './message-status.ts'
import { dayAndTime, inSentence } from './when.ts'

const text = kitMessages.recoveryAddress

/** Whether mails go to a recovery address, and if not, what they wait for. */
export function recoveryAddressState(address: RecoveryAddress, now = serverNow()): Shown {
  const { confirmedAt, usableFrom } = address
  if (!confirmedAt || !usableFrom) {
    return { words: text.waiting, tone: 'warning', icon: MailQuestionMark }
  }
  const from = new Date(usableFrom)
  if (from <= now) return { words: text.confirmed, tone: 'good', icon: Check }
  const time = inSentence(dayAndTime(from, now))
  return { words: fill(text.usableFrom, { time }), tone: 'quiet', icon: Clock }
}
