import type { User } from '@rekey/contracts/users'
import { Ban, Check, Clock, LogIn, Minus, Timer } from 'lucide-react'
import { clockTimeAndDay } from '../../clock-time.ts'
import type { Shown } from '../../console-ui/message-status.ts'
import { StatusChip } from '../../console-ui/status-chip.tsx'
import { fill } from '../../fill.ts'
import { userMessages } from './user-messages.ts'

const states = userMessages.passwordStates

/** Beside the name: active or not. */
export function UserStatus({ status }: { status: User['status'] }) {
  const words = userMessages.status[status]
  const shown: Shown =
    status === 'active'
      ? { words, tone: 'good', icon: Check }
      : { words, tone: 'neutral', icon: Ban }
  return <StatusChip of={shown} isBoxed />
}

const passwords: Readonly<Record<User['passwordState'], Shown>> = {
  none: { words: states.none, tone: 'quiet', icon: Minus },
  set: { words: states.set, tone: 'good', icon: Check },
  temporary: { words: states.temporary, tone: 'warning', icon: Clock },
  'must-change': { words: states['must-change'], tone: 'warning', icon: Clock },
  blocked: { words: states.blocked, tone: 'warning', icon: Ban },
}

const elsewhere: Shown = { words: userMessages.fields.signsInElsewhere, tone: 'quiet', icon: LogIn }

export const PasswordState = ({ user }: { user: User }) => (
  <StatusChip of={user.signInMethod === 'sso' ? elsewhere : passwords[user.passwordState]} />
)

/** Until when this name must wait with signing in. */
export function SignInWait({ until }: { until: string }) {
  const time = clockTimeAndDay(new Date(until), new Date())
  const words = fill(userMessages.fields.until, { time })
  return <StatusChip of={{ words, tone: 'warning', icon: Timer }} />
}
