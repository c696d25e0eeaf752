import type { Kind } from '@rekey/contracts/fields'
import type { Exclusion } from '@rekey/contracts/reset-campaigns'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { User } from '../generated/prisma/client.ts'
import { type Sql, sql } from '../lib/database.ts'
import { opensConsole } from './opens-console.ts'
import { refusalOfReset } from './refusal-of-reset.ts'

/** What decides whether a user of a campaign or a batch gets a mail, and which one. */
export type JudgedUser = {
  readonly id: string
  readonly username: string
  readonly emailTo: string | null
  readonly kind: Kind
  readonly status: User['status']
  readonly signInMethod: User['signInMethod']
  readonly opensConsole: boolean
  readonly isBeyond: boolean
}

/** SQL: the columns of a JudgedUser, from `users owner`. */
export const judgedColumns = (isBeyond: Sql): Sql => sql`
  owner.id, username, email_to AS "emailTo", kind, status, sign_in_method AS "signInMethod",
  ${opensConsole(sql`owner`)} AS "opensConsole", ${isBeyond} AS "isBeyond"`

type MailExclusion = (typeof reasons)[keyof typeof reasons] | 'beyond-permissions'

const reasons = {
  'user-deactivated': 'user-deactivated',
  'user-signs-in-elsewhere': 'signs-in-elsewhere',
  'user-has-no-address': 'no-address',
} as const satisfies Record<string, Exclusion>

/** Why a user gets no mail; null: they get one. A deleted user counts as deactivated. */
export function exclusionOf(user: JudgedUser, settings: Settings): MailExclusion | null {
  const refusal = refusalOfReset(user, settings)
  if (refusal) return reasons[refusal]
  return user.isBeyond ? 'beyond-permissions' : null
}

/** A console password can only be created by link and code. */
export const methodFor = (
  { kind, signInMethod }: JudgedUser,
  chosen: RecoveryMethod | null,
  { recoveryMethods }: Settings,
): RecoveryMethod => (signInMethod === 'sso' ? 'code' : (chosen ?? recoveryMethods[kind]))
