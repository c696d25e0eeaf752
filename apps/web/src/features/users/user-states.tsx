import type { User } from '@rekey/contracts/users'
import { Timer } from 'lucide-react'
import { clockTimeAndDay } from '../../clock-time.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { fill } from '../../fill.ts'
import { serverNow } from '../../server-now.ts'
import { shownStatus } from './shown-states.ts'
import { userDetailsMessages } from './user-details-messages.ts'

/** Shows beside the name whether the user is active. */
export const UserStatus = ({ user }: { user: User }) => (
  <StatusChip of={shownStatus(user)} isBoxed />
)

/** How long this name has to wait before the next sign-in. */
export function SignInWait({ until }: { until: string }) {
  return <StatusChip of={{ words: untilWords(until), tone: 'warning', icon: Timer }} />
}

function untilWords(until: string): string {
  const time = clockTimeAndDay(new Date(until), serverNow())
  return fill(userDetailsMessages.fields.until, { time })
}
