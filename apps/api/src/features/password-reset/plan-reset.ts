import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Kind } from '@rekey/contracts/fields'
import type { NotSentReason } from '@rekey/contracts/messages'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import type { User } from '../../generated/prisma/client.ts'
import { day, hour, minute } from '../../lib/clock.ts'
import { holdUp, sentWithin, wrongCodesAllowed } from '../../models/hold-up.ts'
import type { SignsInBy } from '../../models/may-use-console-password.ts'
import { isMeantFor, type Purpose, purposeOf } from '../../models/purposes.ts'
import { isWorthMailing, type Mailable } from '../../models/reset-time.ts'
import { isOver } from '../../models/resets.ts'

export type AskingUser = SignsInBy & {
  id: string
  username: string
  emailTo: string | null
  kind: Kind
  status: User['status']
  hasPassword: boolean
  wrongCodes: number
  /** Those that count. */
  recoveryAddresses: readonly string[]
}

/** A reset that hasn't been ended. The plan checks whether its time is over. */
export type LivingReset = Mailable & {
  readonly id: string
  readonly purpose: Purpose
  readonly createdAt: Date
}

/** What the rules look at: the user, their resets, and when their mails of the last day came. */
export type Asker = {
  /** Null: nobody has this name. */
  readonly user: AskingUser | null
  readonly living: readonly LivingReset[]
  readonly sentAt: readonly Date[]
}

export type Plan = {
  /** Null: the mail is sent. */
  notSent: NotSentReason | null
  /** For administrators: "asked again after 12 seconds". */
  detail: string | null
  /** Null: no row is stored, since an unknown name that isn't an address helps nobody. */
  to: string | null
  /**
   * What the mail brings if no reset is kept: it depends on how the user signs in, and the method
   * of their kind. Null: no secret, because the mail only says where they sign in.
   */
  purpose: Purpose | null
  /** The living reset that is mailed again; null: a new one is made, if a mail is sent. */
  kept: LivingReset | null
  /** The resets that the new one replaces. */
  replaced: readonly string[]
  lifetime: number
}

type Context = {
  readonly typed: string
  readonly now: Date
  readonly settings: Settings
  readonly keyIds: readonly string[]
}

/**
 * The rules of a self-service request, in order. It has no side effects: open-reset.ts reads and
 * writes the same, equally often, whatever the rules decide.
 */
export function planReset(context: Context, { user, living, sentAt }: Asker): Plan {
  const { typed, now } = context
  const to = user ? addressOf(user) : isEmailAddress(typed.trim()) ? typed.trim() : null
  const purpose = user ? purposeFor(user, context) : 'reset'
  const refusal = user ? refuse(user, to, purpose) : ('no-such-user' as const)
  const heldUp = refusal ? { reason: refusal, detail: null } : holdUp(sentAt, now)
  const kept = heldUp || !user ? null : findKept(context, user, purpose, to, living)
  return {
    notSent: heldUp?.reason ?? null,
    detail: heldUp?.detail ?? null,
    to,
    purpose,
    kept,
    replaced: heldUp || kept || !purpose ? [] : findReplaced(purpose, living, now),
    lifetime: lifetimeOf(purpose, sentAt, context),
  }
}

/**
 * A user who signs in at a provider only has the console password, and only an existing one is
 * renewed.
 */
function purposeFor(user: AskingUser, { settings }: Context): Purpose | null {
  const purpose = purposeOf(settings.recoveryMethods[user.kind], user)
  if (purpose === 'console' && !user.hasPassword) return null
  return isMeantFor(user, purpose, settings) ? purpose : null
}

function lifetimeOf(
  purpose: Plan['purpose'],
  sentAt: readonly Date[],
  { now, settings }: Context,
): number {
  if (purpose === 'temporary') return settings.temporaryPasswordHours * hour
  return sentWithin(sentAt, now, day) >= 20 ? 60 * minute : settings.resetLifetimeMinutes * minute
}

/**
 * A started reset is mailed again whatever the kind's method, since that creates nothing new;
 * otherwise the newest one by that method.
 */
function findKept(
  { now, keyIds, settings }: Context,
  user: AskingUser,
  purpose: Plan['purpose'],
  to: string | null,
  living: readonly LivingReset[],
): LivingReset | null {
  const isTemporary = purpose === 'temporary'
  const good = living.filter(
    (reset) =>
      isMeantFor(user, reset.purpose, settings) && isWorthMailing(reset, { to, keyIds, now }),
  )
  const started = good.find(({ origin }) => origin === 'started')
  if (started || purpose === null) return started ?? null
  return good.find((reset) => (reset.purpose === 'temporary') === isTemporary) ?? null
}

/**
 * A new link replaces the previous one. The newest temporary password stays valid beside the next
 * one, so that a stranger's requests don't void what the user holds. There are at most two.
 */
function findReplaced(
  purpose: Purpose,
  living: readonly LivingReset[],
  now: Date,
): readonly string[] {
  const isTemporary = purpose === 'temporary'
  const rivals = living.filter((reset) => (reset.purpose === 'temporary') === isTemporary)
  const staying = isTemporary ? rivals.find((reset) => !isOver(reset, now)) : undefined
  return rivals.filter((reset) => reset !== staying).map(({ id }) => id)
}

function refuse(
  user: AskingUser,
  to: string | null,
  purpose: Purpose | null,
): NotSentReason | null {
  if (user.status !== 'active') return 'user-deactivated'
  if (to === null) return 'no-address'
  // A mail that only says where to sign in contains no code to guess.
  if (purpose === null) return null
  return user.wrongCodes >= wrongCodesAllowed ? 'too-many-wrong-codes' : null
}
