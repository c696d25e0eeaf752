import { randomUUID } from 'node:crypto'
import type { Settings } from '@rekey/contracts/settings'
import type { JobData } from '../../jobs/job-data.ts'
import type { Keyring } from '../../lib/keyring.ts'
import { usernameKey } from '../../models/username-key.ts'
import { nobody } from './askers.ts'
import {
  type Asker,
  type AskingUser,
  type LivingReset,
  type Plan,
  planReset,
} from './plan-reset.ts'

export type Ask = { readonly id: string; readonly data: JobData['open-reset'] }

/** What is done about an ask. */
export type Decision = {
  readonly ask: Ask
  /** Null: nobody has this name. */
  readonly user: AskingUser | null
  readonly plan: Plan
  /** The reset that the mail brings; null: the mail brings none, or there is no mail. */
  readonly reset: LivingReset | null
}

type Context = {
  readonly now: Date
  readonly settings: Settings
  readonly keys: Keyring
}

/**
 * Decides about a set of asks, the oldest first. A name that was asked for more than once gets the
 * same decisions as if each ask were alone: the second finds the reset and the mail of the first.
 * @param askers as read before, by `usernameKey`
 */
export function decideAsks(
  asks: readonly Ask[],
  askers: ReadonlyMap<string, Asker>,
  context: Context,
): Decision[] {
  const present = new Map(askers)
  const oldestFirst = asks.toSorted(({ data: one }, { data: other }) =>
    one.askedAt < other.askedAt ? -1 : 1,
  )
  return oldestFirst.map((ask) => {
    const key = usernameKey(ask.data.username)
    const asker = present.get(key) ?? nobody
    const decision = decide(ask, asker, context)
    present.set(key, afterwards(asker, decision))
    return decision
  })
}

function decide(ask: Ask, asker: Asker, { now, settings, keys }: Context): Decision {
  const context = { typed: ask.data.username, now, settings, keyIds: keys.ids }
  const plan = planReset(context, asker)
  return { ask, user: asker.user, plan, reset: plan.kept ?? newReset(plan, now, keys.currentId) }
}

/** Null: the plan makes none. */
function newReset(
  { notSent, purpose, to, lifetime }: Plan,
  createdAt: Date,
  keyId: string,
): LivingReset | null {
  if (notSent !== null || !purpose) return null
  return {
    id: randomUUID(),
    purpose,
    origin: 'self-service',
    keyId,
    address: to ?? '',
    createdAt,
    lifetimeSeconds: purpose === 'temporary' ? lifetime / 1_000 : null,
    firstAcceptedAt: null,
    expiresAt: null,
  }
}

/** What the next ask for the same name finds. */
function afterwards({ user, living, sentAt }: Asker, { ask, plan, reset }: Decision): Asker {
  if (plan.notSent !== null) return { user, living, sentAt }
  const staying = living.filter(({ id }) => !plan.replaced.includes(id))
  return {
    user,
    living: plan.kept || !reset ? living : [reset, ...staying],
    sentAt: [...sentAt, new Date(ask.data.askedAt)],
  }
}
