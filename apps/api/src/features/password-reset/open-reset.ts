import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import type { JobSetHandler } from '../../jobs/job-data.ts'
import { rowsAsTable, sql, type Transaction, waitBriefly } from '../../lib/database.ts'
import { type CountedAct, countingActs } from '../../models/activity-counts.ts'
import { type AuditEntry, recordAudits } from '../../models/audit.ts'
import { listStored, type StoredMessage, storing } from '../../models/messages.ts'
import { methodOf, templateOf } from '../../models/purposes.ts'
import { triesPerReset } from '../../models/reset-tries.ts'
import { endReplaced } from '../../models/resets.ts'
import { usernameKey } from '../../models/username-key.ts'
import { findAskers } from './askers.ts'
import { copiesOf } from './copies-of.ts'
import { type Ask, type Decision, decideAsks } from './decide-asks.ts'

/** Hides how soon the job began, and in which order requests came. */
const longestDelayMs = 500

/**
 * The job for self-service requests: it looks the users of a set of requests up, and writes their
 * resets and messages in one transaction. Every set runs the same statements, whether its names are
 * known or not; those of unknown ones match no row. A message has the id of its job, so a job that
 * runs again writes nothing twice.
 */
export function createOpenReset(
  deps: Deps,
  longestDelay = longestDelayMs,
): JobSetHandler<'open-reset'> {
  return async (asks) => {
    await delay(randomInt(longestDelay + 1))
    const settings = await deps.settings.current()
    await deps.db.$transaction(async (tx) => {
      await waitBriefly(tx, asks)
      const now = deps.clock.now()
      const keys = asks.map(({ data }) => usernameKey(data.username))
      const askers = await findAskers(tx, keys, now)
      const done = await listStored(tx, idsOf(asks))
      const open = asks.filter(({ id }) => !done.has(id))
      const decisions = decideAsks(open, askers, { now, settings, keys: deps.keys })
      await store(tx, deps, inNoOrder(decisions), now)
    })
  }
}

const idsOf = (asks: readonly Ask[]) => asks.map(({ id }) => id)

/** Job ids are random, so this order tells nobody who asked first. */
const inNoOrder = (decisions: readonly Decision[]) =>
  decisions.toSorted(({ ask: one }, { ask: other }) => (one.id < other.id ? -1 : 1))

async function store(tx: Transaction, deps: Deps, decisions: readonly Decision[], now: Date) {
  const mails = decisions.filter(({ user, plan }) => user !== null || plan.to !== null)
  const messages = mails.map((decision) => messageOf(decision, deps.keys.currentId))
  const copies = mails.flatMap((decision, n) => copiesOf(decision, messages[n]))
  await endReplaced(
    tx,
    decisions.flatMap(({ plan }) => plan.replaced),
    now,
  )
  await tx.$executeRaw`
    WITH reset AS (${insertResets(decisions)}), counted AS (${countingActs(decisions.map(asked))}),
    ${storing([...messages, ...copies.map(({ message }) => message)])} SELECT FROM message`
  await recordAudits(
    tx,
    decisions.flatMap((decision) => requested(decision, now) ?? []),
  )
  await deps.jobs.addAll(tx, 'send-message', [
    ...decisions.map(({ ask: { id, data } }) => jobOf(id, data)),
    ...copies.map(({ message, data }) => jobOf(message.id, data)),
  ])
}

const jobOf = (messageId: string, { lane, turn = 0 }: Ask['data']) => ({
  data: { messageId },
  lane,
  turn,
})

function insertResets(decisions: readonly Decision[]) {
  const rows = decisions.flatMap(({ user, plan, reset }) =>
    reset && !plan.kept ? { ...reset, userId: user?.id } : [],
  )
  return sql`
    INSERT INTO resets (id, user_id, purpose, origin, key_id, address, created_at,
      lifetime_seconds, tries_left)
    SELECT id, "userId", purpose, origin, "keyId", address, "createdAt", "lifetimeSeconds",
      ${triesPerReset}
    FROM ${rowsAsTable(
      rows,
      sql`id uuid, "userId" uuid, purpose text, origin text, "keyId" text, address text,
        "createdAt" timestamptz, "lifetimeSeconds" int`,
    )}`
}

/** Every request counts, so the figures of the overview don't depend on who has an account. */
const asked = ({ ask }: Decision): CountedAct => ({
  measure: 'resets.requested',
  at: new Date(ask.data.askedAt),
})

/** Unknown names store one only if an e-mail address was typed. */
function messageOf({ ask, user, plan, reset }: Decision, keyId: string): StoredMessage {
  const { askedAt, device, lane } = ask.data
  const brings = broughtBy(plan)
  const at = new Date(askedAt)
  return {
    id: ask.id,
    userId: user?.id ?? null,
    template: brings ? templateOf(brings) : 'signs-in-elsewhere',
    to: plan.to,
    notSent: plan.notSent,
    keyId,
    origin: 'self-service',
    lane,
    askedAt: at,
    device,
    resetId: reset?.id ?? null,
    lifetimeSeconds: plan.lifetime / 1_000,
    event: { at, detail: plan.detail },
  }
}

/** Null: the mail only says where the user signs in. */
const broughtBy = ({ kept, purpose }: Decision['plan']) => kept?.purpose ?? purpose

/**
 * A request that sends a mail. Delayed ones show among the messages; unknown names enter no log and
 * no audit row.
 */
function requested({ ask, user, plan }: Decision, at: Date): AuditEntry | null {
  if (!user || plan.notSent) return null
  const { device, ip, requestId } = ask.data
  const brings = broughtBy(plan)
  const method = brings ? methodOf(brings) : 'signs-in-elsewhere'
  return {
    action: 'password-reset.requested',
    at,
    userId: user.id,
    requestId,
    details: { device, method },
    personal: { ip, username: user.username },
  }
}
