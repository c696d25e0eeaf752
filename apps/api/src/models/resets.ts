import { randomUUID } from 'node:crypto'
import type { Kind } from '@rekey/contracts/fields'
import type { Template } from '@rekey/contracts/messages'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import type { Lane } from '../jobs/lanes.ts'
import { day, hour, minute } from '../lib/clock.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { cancelMessages, queueMessage } from './messages.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { temporariesOf } from './temporary-passwords.ts'

/** A self-service reset lives from its newest mail's acceptance, but never longer than this after the first. */
export const capAfterFirstAcceptance = 2 * hour

/** Wrong codes that a reset bears: six digits and five tries leave one chance in 200,000. */
export const triesPerReset = 5

/** Wrong codes since the last saved or started reset that stop self-service (NIST SP 800-63B-4, 3.2.2). */
export const wrongCodesAllowed = 100

export type EndReason =
  | 'used'
  | 'replaced'
  | 'expired'
  | 'wrong-codes'
  | 'refused-passwords'
  | 'disowned'
  | 'cancelled'
  | 'mail-failed'

/**
 * `reset` and `create` are link and code; `temporary` is a temporary password: it lives, ends, is
 * mailed and disowned as they are, but signs in to a session that may only choose a new one.
 */
export type Purpose = 'reset' | 'create' | 'console' | 'temporary'

/** What a method brings to a user, who may have no password yet. */
export const purposeOf = (method: RecoveryMethod, hasPassword: boolean) =>
  method === 'temporary-password' ? 'temporary' : hasPassword ? 'reset' : 'create'

export const methodOf = (purpose: string): RecoveryMethod =>
  purpose === 'temporary' ? 'temporary-password' : 'code'

export const templateOf = (purpose: string): Template =>
  purpose === 'temporary'
    ? 'temporary-password'
    : purpose === 'create'
      ? 'create-password'
      : 'reset'

/** A reset by link and code, with its user, as verbs need them. */
export type Reset = {
  readonly id: string
  readonly userId: string
  readonly purpose: Exclude<Purpose, 'temporary'>
  readonly origin: 'self-service' | 'started'
  readonly keyId: string
  readonly address: string
  readonly expiresAt: Date | null
  readonly triesLeft: number
  readonly endedAt: Date | null
  readonly endReason: EndReason | null
  readonly passwordId: string | null
  readonly user: ResetUser
}

export type ResetUser = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly emailTo: string | null
  readonly kind: Kind
  readonly status: 'active' | 'deactivated'
  readonly passwordHash: string | null
  readonly passwordId: string | null
  readonly organization: { readonly name: string } | null
  /** The living temporary passwords: what they are derived from. */
  readonly temporaries: readonly ResetIdentity[]
}

/** The reset that a token opens, and its user, if it lives. One null for every other case. */
export async function findLivingReset(
  { db, keys, clock }: Pick<Deps, 'db' | 'keys' | 'clock'>,
  token: string,
): Promise<Reset | null> {
  const now = clock.now()
  const parts = parseToken(token)
  const reset = parts && (await findReset(db, parts.id, now))
  const isGenuine = reset && isResetToken(keys, reset, parts)
  return isGenuine && isLiving(reset, now) ? reset : null
}

async function findReset(db: Database, id: string, now: Date): Promise<Reset | null> {
  const [row] = await db.$queryRaw<Reset[]>`
    SELECT reset.id, reset.user_id AS "userId", purpose, origin, key_id AS "keyId", address,
      expires_at AS "expiresAt", tries_left AS "triesLeft", ended_at AS "endedAt",
      end_reason AS "endReason", reset.password_id AS "passwordId",
      json_build_object(
        'id', owner.id, 'username', username, 'displayName', display_name, 'emailTo', email_to,
        'kind', kind, 'status', status, 'passwordHash', password_hash,
        'passwordId', owner.password_id,
        'organization', CASE WHEN organization.id IS NULL THEN NULL
          ELSE json_build_object('name', organization.name) END,
        'temporaries', ${temporariesOf(now)}) AS user
    FROM resets reset
    JOIN users owner ON owner.id = reset.user_id AND owner.deleted_at IS NULL
    LEFT JOIN organizations organization ON organization.id = owner.organization_id
    WHERE reset.id = ${id}::uuid AND purpose <> 'temporary'`
  return row ?? null
}

/** Living: not ended, not past its time, of a user who may use it. Before the first acceptance it has no end. */
function isLiving(reset: Reset, now: Date): boolean {
  const isOver = reset.endedAt !== null || (reset.expiresAt !== null && reset.expiresAt <= now)
  return !isOver && reset.user.status === 'active'
}

/** Ends the living reset of a user, and the mails that would still bring it. */
export async function endLivingReset(
  tx: Transaction,
  userId: string,
  reason: EndReason,
  at: Date,
  origin?: 'self-service',
): Promise<number> {
  const { count } = await tx.reset.updateMany({
    where: { userId, endedAt: null, ...(origin && { origin }) },
    data: { endedAt: at, endReason: reason },
  })
  return count
}

export type StartedReset = {
  id: string
  userId: string
  purpose: string
  address: string
  keyId: string
  /** The mail that brings it; null: there is no address. */
  messageId: string | null
}

type StartOptions = {
  readonly lane: Lane
  /** The caller shows link and code itself: its lifetime begins now. */
  readonly isShown?: boolean
  readonly method?: RecoveryMethod
}

/**
 * Starts a reset for a user: by an administrator, an invitation or the CLI. Ends the living one
 * before it, clears the count of wrong codes, and mails link and code where there is an address.
 */
export async function startReset(
  tx: Transaction,
  deps: Deps,
  user: Recipient & { id: string; passwordHash: string | null },
  { lane, isShown = false, method = 'code' }: StartOptions,
): Promise<StartedReset> {
  const at = deps.clock.now()
  const settings = await deps.settings.current()
  const address = addressOf(user) ?? ''
  const purpose = purposeOf(method, user.passwordHash !== null)
  const lifetime = isShown ? settings.createLifetimeDays * day : startedLifetime(purpose, settings)
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${user.id}::uuid FOR UPDATE`
  await endLivingReset(tx, user.id, 'replaced', at)
  await cancelMessages(tx, user.id, at, { onlyResets: true })
  await tx.user.update({ where: { id: user.id }, data: { wrongCodes: 0 }, select: { id: true } })
  const reset = { id: randomUUID(), userId: user.id, purpose, address, keyId: deps.keys.currentId }
  await tx.reset.create({
    data: {
      ...reset,
      origin: 'started',
      createdAt: at,
      lifetimeSeconds: lifetime / 1_000,
      ...(isShown && { firstAcceptedAt: at, expiresAt: new Date(at.getTime() + lifetime) }),
    },
    select: { id: true },
  })
  if (address === '') return { ...reset, messageId: null }
  const messageId = await queueMessage(tx, deps, {
    userId: user.id,
    template: templateOf(purpose),
    to: address,
    origin: 'started',
    lane,
    resetId: reset.id,
    lifetimeSeconds: lifetime / 1_000,
    askedAt: at,
  })
  return { ...reset, messageId }
}

/** Milliseconds that a started one lives from its first acceptance. */
export function startedLifetime(purpose: Purpose, settings: Settings): number {
  if (purpose === 'temporary') return settings.temporaryPasswordHours * hour
  return purpose === 'create'
    ? settings.createLifetimeDays * day
    : settings.startedResetLifetimeHours * hour
}

/** An ask that finds less than this to the cap makes a new reset, so that its mail is worth opening. */
export const shortestWorthMailing = 10 * minute
