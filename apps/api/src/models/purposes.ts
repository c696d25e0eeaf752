import type { Template } from '@rekey/contracts/messages'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { User } from '../generated/prisma/client.ts'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'

/**
 * `reset` and `create` are link and code. So is `console`, for the console password of a user who
 * signs in at a provider. `temporary` is a temporary password. It lives, ends, is mailed and
 * disowned as the others, but opens a session that may only choose a new password.
 */
export type Purpose = LinkPurpose | 'temporary'

/** What `resets` stores: also the link and code that prove whose an identity is. */
export type StoredPurpose = Purpose | 'link'

export type LinkPurpose = 'reset' | 'create' | 'console'

export type PasswordHolder = {
  readonly signInMethod: User['signInMethod']
  /** Or a passkey in its place. */
  readonly hasPassword: boolean
}

/** What each method sends to a user. The console password is only sent by link and code. */
export function purposeOf(method: 'code', user: PasswordHolder): LinkPurpose
export function purposeOf(method: RecoveryMethod, user: PasswordHolder): Purpose
export function purposeOf(method: RecoveryMethod, user: PasswordHolder): Purpose {
  if (user.signInMethod === 'sso') return 'console'
  if (method === 'temporary-password') return 'temporary'
  return user.hasPassword ? 'reset' : 'create'
}

/** Whether this user may have the password that a reset would save. */
export const isMeantFor = (
  user: SignsInBy,
  purpose: StoredPurpose,
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
  link: 'sso-link',
} as const satisfies Record<StoredPurpose, Template>

export const templateOf = (purpose: StoredPurpose): Template => templates[purpose]
