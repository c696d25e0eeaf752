import { isEmailAddress } from '@rekey/contracts/email-address'
import type { NotSentReason } from '@rekey/contracts/messages'
import type { Settings } from '@rekey/contracts/settings'
import { day, hour, later, minute, second } from '../../lib/clock.ts'
import { addressOf } from '../../models/reset-address.ts'
import { capAfterFirstAcceptance, shortestWorthMailing } from '../../models/resets.ts'

/** Wrong codes since the last saved or started reset that stop self-service (NIST SP 800-63B-4, 3.2.2). */
const wrongCodesAllowed = 100

export type AskingUser = {
  id: string
  username: string
  emailTo: string | null
  kind: string
  status: string
  signInMethod: string
  hasPassword: boolean
  wrongCodes: number
}

export type LivingReset = {
  id: string
  purpose: string
  origin: string
  keyId: string
  address: string
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
  /** The living reset stays and is mailed again; else a new one is made, where a mail goes out. */
  keeps: boolean
  lifetime: number
}

/**
 * The rules of a self-service ask, in order. Values in, values out: what is read and written, and
 * how often, is the same whatever they say (open-reset.ts).
 */
export function planReset(
  {
    typed,
    now,
    settings,
    keyIds,
  }: { typed: string; now: Date; settings: Settings; keyIds: readonly string[] },
  user: AskingUser | null,
  living: LivingReset | null,
  sentAt: readonly Date[],
): Plan {
  const lifetime =
    sentWithin(sentAt, now, day) >= 20 ? 60 * minute : settings.resetLifetimeMinutes * minute
  const to = user ? addressOf(user) : isEmailAddress(typed.trim()) ? typed.trim() : null
  const keeps = living !== null && isWorthMailing(living, to, now, keyIds)
  const refusal = user ? refuse(user, to) : ('no-such-user' as const)
  if (refusal) return { notSent: refusal, detail: null, to, keeps: true, lifetime }
  const heldUp = holdUp(sentAt, now)
  return {
    notSent: heldUp?.reason ?? null,
    detail: heldUp?.detail ?? null,
    to,
    keeps: heldUp ? true : keeps,
    lifetime,
  }
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

/** Whether the living reset is the one to mail again: same address, verifiable, with time left. */
function isWorthMailing(
  living: LivingReset,
  to: string | null,
  now: Date,
  keyIds: readonly string[],
): boolean {
  const cap =
    living.origin === 'started'
      ? living.expiresAt
      : living.firstAcceptedAt && later(living.firstAcceptedAt, capAfterFirstAcceptance)
  const hasTime = cap === null || cap.getTime() - now.getTime() >= shortestWorthMailing
  const isOver = living.expiresAt !== null && living.expiresAt <= now
  return hasTime && !isOver && living.address === to && keyIds.includes(living.keyId)
}

const sentWithin = (sentAt: readonly Date[], now: Date, span: number) =>
  sentAt.filter((at) => now.getTime() - at.getTime() < span).length
