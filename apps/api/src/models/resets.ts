import { randomUUID } from 'node:crypto'
import type { Kind } from '@rekey/contracts/fields'
import type { Template } from '@rekey/contracts/messages'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import type { Lane } from '../jobs/lanes.ts'
import { day, hour, minute } from '../lib/clock.ts'
import { type Database, sql, type Transaction } from '../lib/database.ts'
import { mayUseConsolePassword, type SignsInBy } from './may-use-console-password.ts'
import { cancelMessages, queueMessage } from './messages.ts'
import { opensConsole } from './opens-console.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { temporariesOf } from './temporary-passwords.ts'

/** A self-service reset lives from its newest mail's acceptance, but never longer than this after the first. */
export const capAfterFirstAcceptance = 2 * hour

/** Wrong codes that a reset bears: six digits and five tries leave one chance in 200,000. */
export const triesPerReset = 5

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
 * `reset` and `create` are link and code, and `console` is, for the console password of a user who
 * signs in elsewhere; `temporary` is a temporary password: it lives, ends, is mailed and disowned
 * as they are, but signs in to a session that may only choose a new one.
 */
export type Purpose = LinkPurpose | 'temporary'

type LinkPurpose = 'reset' | 'create' | 'console'

type PasswordHolder = { readonly signInMethod: string; readonly hasPassword: boolean }

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

/** A reset by link and code, with its user, as verbs need them. */
export type Reset = {
  readonly id: string
  readonly userId: string
  readonly purpose: LinkPurpose
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

export type ResetUser = SignsInBy & {
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

/**
 * The reset that a token opens, and its user, if it lives and they may still have the password that
 * it would save. One null for every other case.
 */
export async function findLivingReset(
  { db, keys, clock, settings }: Pick<Deps, 'db' | 'keys' | 'clock' | 'settings'>,
  token: string,
): Promise<Reset | null> {
  const now = clock.now()
  const parts = parseToken(token)
  const reset = parts && (await findReset(db, parts.id, now))
  const isGenuine = reset && isResetToken(keys, reset, parts)
  if (!isGenuine || !isLiving(reset, now)) return null
  return isMeantFor(reset.user, reset.purpose, await settings.current()) ? reset : null
}

async function findReset(db: Database, id: string, now: Date): Promise<Reset | null> {
  const [row] = await db.$queryRaw<Reset[]>`
    SELECT reset.id, reset.user_id AS "userId", purpose, origin, key_id AS "keyId", address,
      expires_at AS "expiresAt", tries_left AS "triesLeft", ended_at AS "endedAt",
      end_reason AS "endReason", reset.password_id AS "passwordId",
      json_build_object(
        'id', owner.id, 'username', username, 'displayName', display_name, 'emailTo', email_to,
        'kind', kind, 'status', status, 'signInMethod', sign_in_method,
        'opensConsole', ${opensConsole(sql`owner`)}, 'passwordHash', password_hash,
        'passwordId', owner.password_id,
        'organization', CASE WHEN organization.id IS NULL THEN NULL
          ELSE json_build_object('name', organization.name) END,
        'temporaries', ${temporariesOf(now)}) AS user
    FROM resets reset
    JOIN users owner ON owner.id = reset.user_id AND owner.deleted_at IS NULL
    LEFT JOIN organizations organization ON organization.id = owner.organization_id
    WHERE reset.id = ${id}::uuid AND purpose NOT IN ('temporary', 'link')`
  return row ?? null
}

/** Living: not ended, not past its time, of an active user. Before the first acceptance it has no end. */
function isLiving(reset: Reset, now: Date): boolean {
  const isOver = reset.endedAt !== null || (reset.expiresAt !== null && reset.expiresAt <= now)
  return !isOver && reset.user.status === 'active'
}

/** Whether a user holds, or will be mailed, a link to create the first password that somebody started. */
export async function isInvited(tx: Transaction, userId: string, now: Date): Promise<boolean> {
  const invitation = await tx.reset.findFirst({
    where: {
      userId,
      purpose: 'create',
      origin: 'started',
      endedAt: null,
      OR: [{ expiresAt: null }, { expiresAt: { gt: now } }],
    },
    select: { id: true },
  })
  return invitation !== null
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
  purpose: Purpose
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
 * Starts a reset for a user: by an administrator, an invitation or the CLI. Of a user who signs in
 * elsewhere it is one of the console password; who has no use for one is the caller's to refuse.
 * Ends the living one before it, clears the count of wrong codes, and mails link and code where there is an address.
 */
export async function startReset(
  tx: Transaction,
  deps: Deps,
  user: Recipient & { readonly id: string },
  { lane, isShown = false, method = 'code' }: StartOptions,
): Promise<StartedReset> {
  const at = deps.clock.now()
  const settings = await deps.settings.current()
  const address = addressOf(user) ?? ''
  const purpose = purposeOf(method, await lockHolder(tx, user.id))
  const lifetime = isShown ? settings.createLifetimeDays * day : startedLifetime(purpose, settings)
  await endLivingReset(tx, user.id, 'replaced', at)
  await cancelMessages(tx, sql`user_id = ${user.id}::uuid AND reset_id IS NOT NULL`, at)
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

/** As they are now, and until the transaction ends. */
async function lockHolder(tx: Transaction, userId: string): Promise<PasswordHolder> {
  const [holder] = await tx.$queryRaw<PasswordHolder[]>`
    SELECT sign_in_method AS "signInMethod", password_hash IS NOT NULL AS "hasPassword"
    FROM users WHERE id = ${userId}::uuid FOR UPDATE`
  if (!holder) throw new Error(`There is no user ${userId}`)
  return holder
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
