import type { User } from '@rekey/contracts/users'
import { Ban, Check, CircleDashed, Clock, LogIn, Minus } from 'lucide-react'
import type { Shown } from '../../console-kit/message-status.ts'
import { userListMessages as text } from './user-list-messages.ts'

export const shownStatus = ({ status }: User): Shown =>
  status === 'active'
    ? { words: text.statuses.active, tone: 'good', icon: Check }
    : { words: text.statuses.deactivated, tone: 'neutral', icon: Ban }

const { passwordStates } = text

const passwords: Readonly<Record<User['passwordState'], Shown>> = {
  none: { words: passwordStates.none, tone: 'quiet', icon: CircleDashed },
  set: { words: passwordStates.set, tone: 'good', icon: Check },
  temporary: { words: passwordStates.temporary, tone: 'warning', icon: Clock },
  'must-change': { words: passwordStates['must-change'], tone: 'warning', icon: Clock },
  blocked: { words: passwordStates.blocked, tone: 'warning', icon: Ban },
}

export const shownPasswordState = (state: User['passwordState']): Shown => passwords[state]

export const shownPassword = ({ signInMethod, passwordState }: User): Shown =>
  signInMethod === 'sso'
    ? { words: text.sso, tone: 'quiet', icon: LogIn }
    : passwords[passwordState]

export const noMail: Shown = { words: text.noMail, tone: 'quiet', icon: Minus }
