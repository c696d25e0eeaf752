import { randomUUID } from 'node:crypto'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import type { Lane } from '../jobs/lanes.ts'
import { day, hour } from '../lib/clock.ts'
import { sql, type Transaction } from '../lib/database.ts'
import { cancelMessages, queueMessage } from './messages.ts'
import { type PasswordHolder, type Purpose, purposeOf, templateOf } from './purposes.ts'
import { endResets, living } from './resets.ts'

/**
 * Whether a user holds, or will be mailed, a link for the first password that another person
 * started.
 */
export async function isInvited(tx: Transaction, userId: string, now: Date): Promise<boolean> {
  const invitation = await tx.reset.findFirst({
    where: {
      userId,
      purpose: 'create',
      origin: 'started',
      ...living(now),
    },
    select: { id: true },
  })
  return invitation !== null
}

export type StartedReset = {
  id: string
  userId: string
  purpose: Purpose
  address: string
  keyId: string
  /** The mail that contains the link; null: there is no address. */
  messageId: string | null
}

type StartOptions = {
  readonly lane: Lane
  /** The caller shows the link and code itself, so the lifetime begins now. */
  readonly isShown?: boolean
  readonly method?: RecoveryMethod
}

/**
 * Starts a reset for a user: by an administrator, an invitation or the CLI. If the user signs in at
 * a provider, the reset is one of the console password; the caller must refuse users who can't have
 * one. It ends the living reset before it, clears the count of wrong codes, and mails link and code
 * if there is an address.
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
  await endResets(tx, sql`user_id = ${user.id}::uuid`, 'replaced', at)
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

/** Locks what it reads until the transaction ends. */
async function lockHolder(tx: Transaction, userId: string): Promise<PasswordHolder> {
  const [holder] = await tx.$queryRaw<PasswordHolder[]>`
    SELECT sign_in_method AS "signInMethod", password_hash IS NOT NULL AS "hasPassword"
    FROM users WHERE id = ${userId}::uuid FOR UPDATE`
  if (!holder) throw new Error(`There is no user ${userId}`)
  return holder
}

/** Milliseconds that a started reset lives after its first acceptance. */
export function startedLifetime(purpose: Purpose, settings: Settings): number {
  if (purpose === 'temporary') return settings.temporaryPasswordHours * hour
  return purpose === 'create'
    ? settings.createLifetimeDays * day
    : settings.startedResetLifetimeHours * hour
}
