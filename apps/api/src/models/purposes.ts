import type { Template } from '@rekey/contracts/messages'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'

/**
 * `reset` and `create` are link and code, and `console` is, for the console password of a user who
 * signs in elsewhere; `temporary` is a temporary password: it lives, ends, is mailed and disowned
 * as they are, but signs in to a session that may only choose a new one.
 */
export type Purpose = LinkPurpose | 'temporary'

export type LinkPurpose = 'reset' | 'create' | 'console'

export type PasswordHolder = { readonly signInMethod: string; readonly hasPassword: boolean }

/** What a method brings to a user. The console password comes by link and code alone. */
export function purposeOf(method: 'code', user: PasswordHolder): LinkPurpose
export function purposeOf(method: RecoveryMethod, user: PasswordHolder): Purpose
export function purposeOf(method: RecoveryMethod, user: PasswordHolder): Purpose {
  if (user.signInMethod === 'sso') return 'console'
  if (method === 'temporary-password') return 'temporary'
  return user.hasPassword ? 'reset' : 'create'
}

/** Whether what a reset would save is a password that this user may have. */
export const isMeantFor = (
  user: SignsInBy,
  purpose: string,
  settings: Pick<Settings, 'consoleSignIn'>,
): boolean =>
  purpose === 'console' ? mayUseConsolePassword(user, settings) : user.signInMethod === 'password'

export const methodOf = (purpose: Purpose): RecoveryMethod =>
  purpose === 'temporary' ? 'temporary-password' : 'code'

const templates = {
  reset: 'reset',
  create: 'create-password',
  console: 'console-password',
  temporary: 'temporary-password',
} as const satisfies Record<Purpose, Template>

export const templateOf = (purpose: Purpose): Template => templates[purpose]
