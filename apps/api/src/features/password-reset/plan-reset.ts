import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Kind } from '@rekey/contracts/fields'
import type { NotSentReason } from '@rekey/contracts/messages'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Settings } from '@rekey/contracts/settings'
import { day, hour, later, minute, second } from '../../lib/clock.ts'
import {
  capAfterFirstAcceptance,
  purposeOf,
  shortestWorthMailing,
  wrongCodesAllowed,
} from '../../models/resets.ts'

export type AskingUser = {
  id: string
  username: string
  emailTo: string | null
  kind: Kind
  status: string
  signInMethod: string
  hasPassword: boolean
  wrongCodes: number
}

/** Not ended; whether its time is over is the plan's to see. */
export type LivingReset = {
  id: string
  purpose: string
  origin: string
  keyId: string
  address: string
  createdAt: Date
  /** From first acceptance to the end; null: the settings' at each acceptance. */
  lifetimeSeconds: number | null
  firstAcceptedAt: Date | null
  expiresAt: Date | null
}

export type Plan = {
  /** Null: the mail goes out. */
  notSent: NotSentReason | null
  /** For administrators: "asked again after 12 seconds". */
  detail: string | null
  /** Null: no row is kept, since an unknown name that is no address tells nobody anything. */
  to: string | null
  /** What it brings if nothing is kept: by the method of the user's kind. */
  purpose: ReturnType<typeof purposeOf>
  /** The living one that is mailed again; null: a new one is made, where a mail goes out. */
  kept: LivingReset | null
  /** Those that give way to it. */
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
 * The rules of a self-service ask, in order. Values in, values out: what is read and written, and
 * how often, is the same whatever they say (open-reset.ts).
 */
export function planReset(
  context: Context,
  user: AskingUser | null,
  living: readonly LivingReset[],
  sentAt: readonly Date[],
): Plan {
  const { typed, now, settings } = context
  const to = user ? addressOf(user) : isEmailAddress(typed.trim()) ? typed.trim() : null
  const refusal = user ? refuse(user, to) : ('no-such-user' as const)
  const heldUp = refusal ? { reason: refusal, detail: null } : holdUp(sentAt, now)
  const method = user ? settings.recoveryMethods[user.kind] : 'code'
  const purpose = purposeOf(method, user?.hasPassword ?? true)
  const kept = heldUp ? null : findKept(context, purpose, to, living)
  return {
    notSent: heldUp?.reason ?? null,
    detail: heldUp?.detail ?? null,
    to,
    purpose,
    kept,
    replaced: heldUp || kept ? [] : findReplaced(purpose, living, now),
    lifetime: lifetimeOf(purpose, sentAt, context),
  }
}

function lifetimeOf(
  purpose: Plan['purpose'],
  sentAt: readonly Date[],
  { now, settings }: Context,
): number {
  if (purpose === 'temporary') return settings.temporaryPasswordHours * hour
  return sentWithin(sentAt, now, day) >= 20 ? 60 * minute : settings.resetLifetimeMinutes * minute
}

/** A started one is mailed again whatever the kind's method; else the newest of that method. */
function findKept(
  { now, keyIds }: Context,
  purpose: Plan['purpose'],
  to: string | null,
  living: readonly LivingReset[],
): LivingReset | null {
  const isTemporary = purpose === 'temporary'
  const good = living.filter(
    (reset) =>
      !isOver(reset, now) &&
      hasTime(reset, now) &&
      reset.address === to &&
      keyIds.includes(reset.keyId),
  )
  const started = good.find(({ origin }) => origin === 'started')
  return started ?? good.find((reset) => (reset.purpose === 'temporary') === isTemporary) ?? null
}

/**
 * A link gives way to the next one. Of temporary passwords the newest runs out beside the next, so
 * that a stranger who keeps asking voids nothing that the user holds: there are two at most.
 */
function findReplaced(
  purpose: Plan['purpose'],
  living: readonly LivingReset[],
  now: Date,
): readonly string[] {
  const isTemporary = purpose === 'temporary'
  const rivals = living.filter((reset) => (reset.purpose === 'temporary') === isTemporary)
  const staying = isTemporary ? rivals.find((reset) => !isOver(reset, now)) : undefined
  return rivals.filter((reset) => reset !== staying).map(({ id }) => id)
}

const isOver = ({ expiresAt }: LivingReset, now: Date) => expiresAt !== null && expiresAt <= now

/** Whether enough of its life is left to mail it again: 10 minutes, of a temporary password half. */
function hasTime({ purpose, origin, ...reset }: LivingReset, now: Date): boolean {
  const { expiresAt, firstAcceptedAt, lifetimeSeconds } = reset
  const isFixed = origin === 'started' || purpose === 'temporary'
  const cap = isFixed
    ? expiresAt
    : firstAcceptedAt && later(firstAcceptedAt, capAfterFirstAcceptance)
  const needed =
    purpose === 'temporary' ? ((lifetimeSeconds ?? 0) * second) / 2 : shortestWorthMailing
  return cap === null || cap.getTime() - now.getTime() >= needed
}

function refuse(user: AskingUser, to: string | null): NotSentReason | null {
  if (user.status !== 'active') return 'user-deactivated'
  if (user.signInMethod === 'sso') return 'signs-in-elsewhere'
  if (to === null) return 'no-address'
  return user.wrongCodes >= wrongCodesAllowed ? 'too-many-wrong-codes' : null
}

/** One a minute, six an hour, and after twenty in a day one an hour; sliding. */
function holdUp(
  sentAt: readonly Date[],
  now: Date,
): { reason: NotSentReason; detail: string } | null {
  const newest = sentAt.reduce<Date | null>(
    (latest, at) => (latest && latest > at ? latest : at),
    null,
  )
  const ago = newest ? now.getTime() - newest.getTime() : Number.POSITIVE_INFINITY
  if (ago < minute) {
    return {
      reason: 'asked-again',
      detail: `asked again after ${Math.max(0, Math.floor(ago / second))} seconds`,
    }
  }
  if (sentWithin(sentAt, now, hour) >= 6) return { reason: 'limit', detail: 'six mails in an hour' }
  if (sentWithin(sentAt, now, day) >= 20 && ago < hour) {
    return { reason: 'limit', detail: 'twenty mails in a day, so one an hour' }
  }
  return null
}

const sentWithin = (sentAt: readonly Date[], now: Date, span: number) =>
  sentAt.filter((at) => now.getTime() - at.getTime() < span).length
