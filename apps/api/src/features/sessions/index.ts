import type { Handlers } from '../../http/routes.ts'
import { currentSession } from './current-session.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { refreshSession } from './refresh-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

export const sessions = {
  signIn,
  refreshSession,
  currentSession,
  listSessions,
  signOut,
  endSession,
  endOtherSessions,
} satisfies Partial<Handlers>
