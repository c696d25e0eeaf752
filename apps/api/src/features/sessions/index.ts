import * as contracts from '@rekey/contracts/sessions'
import type { Register } from '../../http/routes.ts'
import { currentSession } from './current-session.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { refreshSession } from './refresh-session.ts'
import { signIn } from './sign-in.ts'
import { signOut } from './sign-out.ts'

export function sessions(register: Register) {
  register(contracts.signIn, signIn)
  register(contracts.refreshSession, refreshSession)
  register(contracts.currentSession, currentSession)
  register(contracts.listSessions, listSessions)
  register(contracts.signOut, signOut)
  register(contracts.endSession, endSession)
  register(contracts.endOtherSessions, endOtherSessions)
}
