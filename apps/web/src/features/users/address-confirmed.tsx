import type { User } from '@rekey/contracts/users'
import { CircleCheck, CircleDashed } from 'lucide-react'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { confirmedWords } from './confirmed-words.ts'
import { userDetailsMessages } from './user-details-messages.ts'

/** Whether the user has pressed the button that was mailed to the address of now, and when. */
export function AddressConfirmed({ user: { addressConfirmedAt: at } }: { user: User }) {
  if (!at) {
    const words = userDetailsMessages.fields.notConfirmed
    return <StatusChip of={{ words, tone: 'quiet', icon: CircleDashed }} />
  }
  return <StatusChip of={{ words: confirmedWords(at), tone: 'good', icon: CircleCheck }} />
}
