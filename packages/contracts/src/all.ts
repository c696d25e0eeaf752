import { changePassword } from './account.ts'
import {
  completeReset,
  disownReset,
  inspectReset,
  requestReset,
  verifyCode,
} from './password-reset.ts'
import type { Contract } from './route.ts'
import {
  currentSession,
  endOtherSessions,
  endSession,
  listSessions,
  signIn,
  signOut,
} from './sessions.ts'
import { signInOptions } from './sign-in-options.ts'
import { site } from './site.ts'

/** Every contract there is, for the tests that hold routes, documents and limits complete. */
export const contracts: readonly Contract[] = [
  site,
  signInOptions,
  requestReset,
  inspectReset,
  verifyCode,
  completeReset,
  disownReset,
  signIn,
  currentSession,
  listSessions,
  signOut,
  endSession,
  endOtherSessions,
  changePassword,
]
