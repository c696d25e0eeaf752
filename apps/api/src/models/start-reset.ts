import { randomUUID } from 'node:crypto'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import type { RecoveryMethod, Settings } from '@rekey/contracts/settings'
import type { Deps } from '../deps.ts'
import type { Lane } from '../jobs/lanes.ts'
import { day, hour, later } from '../lib/clock.ts'
import { sql, type Transaction } from '../lib/database.ts'
import { hasPasswordOrPasskey } from './factor-proofs.ts'
import { type OpeningMail, queueOpeningMails } from './opening-mails.ts'
import { type PasswordHolder, type Purpose, purposeOf, templateOf } from './purposes.ts'
import { endResets, living } from './resets.ts'
import { cancelMessages } from './waiting-messages.ts'

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
  /** The campaign that sends the mails. */
  readonly campaignId?: string
}

type ResetUser = Recipient & { readonly id: string }
type Start = { readonly user: ResetUser; readonly method: RecoveryMethod }

/** Starts a reset for one user, as `startResets` does. */
export async function startReset(
  tx: Transaction,
  deps: Deps,
  user: ResetUser,
  { method = 'code', ...options }: StartOptions & { readonly method?: RecoveryMethod },
): Promise<StartedReset> {
  const [started] = await startResets(tx, deps, [{ user, method }], options)
  if (!started) throw new Error('A reset that was started is missing')
  return started
}

/**
 * Starts a reset for each of these users: by an administrator, an invitation, a campaign or the
 * CLI. If a user signs in at a provider, the reset is one of the console password; the caller must
 * refuse users who can't have one. It ends the living reset before it, clears the count of wrong
 * codes, and mails link and code to all addresses that count if there is a main one. It takes the
 * same statements for any number of users.
 */
export async function startResets(
  tx: Transaction,
  deps: Deps,
  starts: readonly Start[],
  options: StartOptions,
): Promise<StartedReset[]> {
  const at = deps.clock.now()
  const settings = await deps.settings.current()
  const ids = starts.map(({ user }) => user.id)
  const holders = await lockHolders(tx, ids)
  await endResets(tx, sql`user_id = ANY(${ids}::uuid[])`, 'replaced', at)
  await cancelMessages(tx, sql`user_id = ANY(${ids}::uuid[]) AND reset_id IS NOT NULL`, at)
  await tx.$executeRaw`UPDATE users SET wrong_codes = 0 WHERE id = ANY(${ids}::uuid[])`
  const resets = starts.map((start) => newReset(start, requireHolder(holders, start), deps))
  await insertResets(tx, resets, { settings, at, isShown: options.isShown ?? false })
  const mails = resets.flatMap((reset) => mailOf(reset, { settings, at, ...options }) ?? [])
  const messageIds = await queueOpeningMails(tx, deps, mails)
  const byReset = new Map(mails.map(({ resetId }, n) => [resetId, messageIds[n] ?? null]))
  return resets.map((reset) => ({ ...reset, messageId: byReset.get(reset.id) ?? null }))
}

type NewReset = Omit<StartedReset, 'messageId'>

const newReset = ({ user, method }: Start, holder: PasswordHolder, { keys }: Deps): NewReset => ({
  id: randomUUID(),
  userId: user.id,
  purpose: purposeOf(method, holder),
  address: addressOf(user) ?? '',
  keyId: keys.currentId,
})

type Facts = { readonly settings: Settings; readonly at: Date }

const lifetimeOf = ({ purpose }: NewReset, { settings }: Facts, isShown: boolean) =>
  isShown ? settings.createLifetimeDays * day : startedLifetime(purpose, settings)

const insertResets = (
  tx: Transaction,
  resets: readonly NewReset[],
  { isShown, ...facts }: Facts & { readonly isShown: boolean },
) =>
  tx.reset.createMany({
    data: resets.map((reset) => {
      const lifetime = lifetimeOf(reset, facts, isShown)
      const { at } = facts
      return {
        ...reset,
        origin: 'started',
        createdAt: at,
        lifetimeSeconds: lifetime / 1_000,
        ...(isShown && { firstAcceptedAt: at, expiresAt: later(at, lifetime) }),
      }
    }),
  })

function mailOf(
  reset: NewReset,
  { lane, isShown = false, campaignId, ...facts }: StartOptions & Facts,
): (OpeningMail & { readonly resetId: string }) | null {
  if (reset.address === '') return null
  return {
    userId: reset.userId,
    template: templateOf(reset.purpose),
    to: reset.address,
    origin: 'started',
    lane,
    resetId: reset.id,
    campaignId: campaignId ?? null,
    lifetimeSeconds: lifetimeOf(reset, facts, isShown) / 1_000,
    askedAt: facts.at,
  }
}

/**
 * Locks what it reads until the transaction ends, in the order of ids, so two sets can't deadlock.
 */
async function lockHolders(tx: Transaction, userIds: readonly string[]) {
  const rows = await tx.$queryRaw<(PasswordHolder & { id: string })[]>`
    SELECT id, sign_in_method AS "signInMethod", ${hasPasswordOrPasskey(sql`users`)} AS "hasPassword"
    FROM users WHERE id = ANY(${[...userIds]}::uuid[]) ORDER BY id FOR UPDATE`
  return new Map(rows.map((row) => [row.id, row]))
}

function requireHolder(holders: ReadonlyMap<string, PasswordHolder>, { user }: Start) {
  const holder = holders.get(user.id)
  if (!holder) throw new Error(`There is no user ${user.id}`)
  return holder
}

/** Milliseconds that a started reset lives after its first acceptance. */
export function startedLifetime(purpose: Purpose, settings: Settings): number {
  if (purpose === 'temporary') return settings.temporaryPasswordHours * hour
  return purpose === 'create'
    ? settings.createLifetimeDays * day
    : settings.startedResetLifetimeHours * hour
}
