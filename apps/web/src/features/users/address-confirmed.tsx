import type { User } from '@rekey/contracts/users'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { confirmedWords } from './confirmed-words.ts'
import { userDetailsMessages } from './user-details-messages.ts'

/** Whether and when the user pressed the button in a mail to the current address. */
export function AddressConfirmed({ user: { addressConfirmedAt: at } }: { user: User }) {
  if (!at) {
    const words = userDetailsMessages.fields.notConfirmed
    return <StatusChip of={{ words, tone: 'quiet', icon: CircleDashed }} />
  }
  return <StatusChip of={{ words: confirmedWords(at), tone: 'good', icon: CircleCheck }} />
}
