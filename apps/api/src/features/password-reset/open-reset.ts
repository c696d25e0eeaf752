import { randomInt, randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import type { JobData, JobHandler } from '../../jobs/jobs.ts'
import { sql, type Transaction } from '../../lib/database.ts'
import { type AuditEntry, recordAudit } from '../../models/audit.ts'
import { listSentAt } from '../../models/hold-up.ts'
import { storing } from '../../models/messages.ts'
import { opensConsole } from '../../models/opens-console.ts'
import { methodOf, templateOf } from '../../models/purposes.ts'
import { endReplaced, triesPerReset } from '../../models/resets.ts'
import { usernameKey } from '../../models/username-key.ts'
import { type AskingUser, type LivingReset, type Plan, planReset } from './plan-reset.ts'

/** Hides how soon the job began, and in which order requests came. */
const longestDelayMs = 500

/** Stands for "no row" in statements that run in any case. */
const nobody = '00000000-0000-0000-0000-000000000000'

type Ask = JobData['open-reset']

/**
 * The job for a self-service request: it looks the user up, and writes the reset and its message in
 * one transaction. Every name, known or not, runs the same statements; those of an unknown one
 * match no row. The message has the id of the job, so a job that runs again writes nothing twice.
 */
export function createOpenReset(
  deps: Deps,
  longestDelay = longestDelayMs,
): JobHandler<'open-reset'> {
  return async (ask, jobId) => {
    await delay(randomInt(longestDelay + 1))
    const settings = await deps.settings.current()
    await deps.db.$transaction(async (tx) => {
      const now = deps.clock.now()
      const user = await findAskingUser(tx, ask.username)
      const living = await listLiving(tx, user?.id ?? nobody)
      const sentAt = await listSentAt(tx, user?.id ?? nobody, now)
      const context = { typed: ask.username, now, settings, keyIds: deps.keys.ids }
      const plan = planReset(context, user, living, sentAt)
      const resetId = plan.kept?.id ?? randomUUID()
      const keyId = deps.keys.currentId
      await endReplaced(tx, plan.replaced, now)
      await tx.$executeRaw`
        WITH reset AS (${insertReset(resetId, plan, user, keyId, now)}),
          ${storingAsked(jobId, resetId, plan, user, ask, keyId)}`
      await recordAudit(tx, requested(ask, user, plan, now))
      await deps.jobs.add(tx, 'send-message', { messageId: jobId }, { lane: ask.lane })
    })
  }
}

async function findAskingUser(tx: Transaction, username: string): Promise<AskingUser | null> {
  const [user] = await tx.$queryRaw<AskingUser[]>`
    SELECT id, username, email_to AS "emailTo", kind, status, sign_in_method AS "signInMethod",
      password_hash IS NOT NULL AS "hasPassword", wrong_codes AS "wrongCodes",
      ${opensConsole(sql`owner`)} AS "opensConsole"
    FROM users owner WHERE username_key = ${usernameKey(username)} AND deleted_at IS NULL
    FOR NO KEY UPDATE`
  return user ?? null
}

/** Newest first: at most one with link and code, and two temporary passwords. */
const listLiving = (tx: Transaction, userId: string) =>
  tx.$queryRaw<LivingReset[]>`
    SELECT id, purpose, origin, key_id AS "keyId", address, created_at AS "createdAt",
      lifetime_seconds AS "lifetimeSeconds", first_accepted_at AS "firstAcceptedAt",
      expires_at AS "expiresAt"
    FROM resets WHERE user_id = ${userId}::uuid AND ended_at IS NULL AND purpose <> 'link'
    ORDER BY created_at DESC, id DESC`

function insertReset(id: string, plan: Plan, user: AskingUser | null, keyId: string, now: Date) {
  const lifetimeSeconds = plan.purpose === 'temporary' ? plan.lifetime / 1_000 : null
  return sql`
    INSERT INTO resets (id, user_id, purpose, origin, key_id, address, created_at, lifetime_seconds, tries_left)
    SELECT ${id}::uuid, ${user?.id ?? nobody}::uuid, ${plan.purpose}::text, 'self-service',
      ${keyId}, ${plan.to ?? ''}, ${now}, ${lifetimeSeconds}::int, ${triesPerReset}
    WHERE ${plan.notSent === null && plan.kept === null && plan.purpose !== null}`
}

/** Unknown names store nothing, by the same statement, unless an e-mail address was typed. */
function storingAsked(
  id: string,
  resetId: string,
  plan: Plan,
  user: AskingUser | null,
  ask: Ask,
  keyId: string,
) {
  const brings = broughtBy(plan)
  const message = {
    id,
    userId: user?.id ?? null,
    template: brings ? templateOf(brings) : ('signs-in-elsewhere' as const),
    to: plan.to,
    notSent: plan.notSent,
    keyId,
    origin: 'self-service' as const,
    lane: ask.lane,
    askedAt: new Date(ask.askedAt),
    device: ask.device,
    resetId: plan.notSent || !brings ? null : resetId,
    lifetimeSeconds: plan.lifetime / 1_000,
  }
  const event = { at: message.askedAt, detail: plan.detail }
  return storing(message, event, user !== null || plan.to !== null)
}

/** Null: the mail only says where the user signs in. */
const broughtBy = ({ kept, purpose }: Plan) => kept?.purpose ?? purpose

/**
 * A request that sends a mail. Delayed ones show among the messages; unknown names enter no log and
 * no audit row.
 */
function requested(ask: Ask, user: AskingUser | null, plan: Plan, at: Date): AuditEntry | null {
  if (!user || plan.notSent) return null
  const brings = broughtBy(plan)
  const method = brings ? methodOf(brings) : 'signs-in-elsewhere'
  return {
    action: 'password-reset.requested',
    at,
    userId: user.id,
    requestId: ask.requestId,
    details: { device: ask.device, method },
    personal: { ip: ask.ip, username: user.username },
  }
}
