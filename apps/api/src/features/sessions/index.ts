import type { Handlers } from '../../http/routes.ts'
import { currentFactorOptions } from './current-factor-options.ts'
import { currentSession } from './current-session.ts'
import { endOtherSessions } from './end-other-sessions.ts'
import { endSession } from './end-session.ts'
import { listSessions } from './list-sessions.ts'
import { passkeySignInOptions } from './passkey-sign-in-options.ts'
import { proveFactorAgain } from './prove-factor-again.ts'
import { proveSecondFactor } from './prove-second-factor.ts'
import { refreshSession } from './refresh-session.ts'
import { signIn } from './sign-in.ts'
import { signInWithPasskey } from './sign-in-with-passkey.ts'
import { signOut } from './sign-out.ts'

export const sessions = {
  signIn,
  proveSecondFactor,
  passkeySignInOptions,
  signInWithPasskey,
  currentFactorOptions,
  proveFactorAgain,
  refreshSession,
  currentSession,
  listSessions,
  signOut,
  endSession,
  endOtherSessions,
} satisfies Partial<Handlers>
