import { randomUUID } from 'node:crypto'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../deps.ts'
import { lanes } from '../jobs/lanes.ts'
import { later, minute } from '../lib/clock.ts'
import { type Database, sql, type Transaction } from '../lib/database.ts'
import { holdUp, listSentAt, wrongCodesAllowed } from './hold-up.ts'
import { queueMessage } from './messages.ts'
import { isResetToken, parseToken, type ResetIdentity } from './reset-secrets.ts'
import { capAfterFirstAcceptance, shortestWorthMailing, triesPerReset } from './resets.ts'
import { hashSecret } from './sessions.ts'

/** How long a mailed link lives from its newest mail's acceptance. */
const lifetimeMinutes = 30

/** Somebody at a provider, and the user here whom they say to be. */
export type SsoLink = {
  readonly identityId: string
  readonly userId: string
  readonly username: string
  readonly connectionId: string
  readonly connectionName: string
}

const linkColumns = sql`
  identity.id AS "identityId", owner.id AS "userId", username,
  connection.id AS "connectionId", connection.name AS "connectionName"`

/** Whoever can't sign in can't be linked: not deactivated ones, and no device user. */
const linkTables = sql`
  JOIN sso_connections connection ON connection.id = identity.connection_id AND enabled
  JOIN users owner ON owner.id = identity.user_id AND status = 'active' AND deleted_at IS NULL
    AND kind <> 'device'`

/** What a browser is about to link, by its cookie; null: nothing, or nothing any more. */
export async function findBrowserLink(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  secret: string | undefined,
): Promise<(SsoLink & { readonly expiresAt: Date }) | null> {
  const [link] = await db.$queryRaw<(SsoLink & { expiresAt: Date })[]>`
    SELECT ${linkColumns}, flow.expires_at AS "expiresAt"
    FROM sso_flows flow
    JOIN sso_identities identity ON identity.id = flow.identity_id AND linked_at IS NULL
    ${linkTables}
    WHERE secret_hash = ${hashSecret(secret ?? '')} AND purpose = 'link'
      AND flow.expires_at > ${clock.now()}`
  return link ?? null
}

/** What link and code from a mail would link. */
export type MailedLink = SsoLink &
  ResetIdentity & { readonly expiresAt: Date | null; readonly triesLeft: number }

/** The living one that a token opens. One null for every other case, and for tokens of resets. */
export async function findMailedLink(
  { db, keys, clock }: Pick<Deps, 'db' | 'keys' | 'clock'>,
  token: string,
): Promise<MailedLink | null> {
  const parts = parseToken(token)
  const [link] = parts ? await readMailedLink(db, parts.id, clock.now()) : []
  return link && parts && isResetToken(keys, link, parts) ? link : null
}

const readMailedLink = (db: Database, id: string, now: Date) => db.$queryRaw<MailedLink[]>`
  SELECT reset.id, purpose, address, key_id AS "keyId", reset.expires_at AS "expiresAt",
    tries_left AS "triesLeft", ${linkColumns}
  FROM resets reset
  JOIN sso_identities identity ON identity.id = reset.identity_id AND linked_at IS NULL
    AND identity.user_id = reset.user_id
  ${linkTables}
  WHERE reset.id = ${id}::uuid AND purpose = 'link' AND ended_at IS NULL
    AND (reset.expires_at IS NULL OR reset.expires_at > ${now})`

/**
 * Mails link and code to the user's stored address, as often as a reset may be asked for. The same
 * ones again while they live, so that whoever asks twice voids nothing. Lock order: user, reset.
 * @returns whether a mail goes out
 */
export async function mailLink(
  tx: Transaction,
  deps: Deps,
  { identityId, userId }: SsoLink,
  device: string | null,
): Promise<boolean> {
  const at = deps.clock.now()
  const to = await findRecipient(tx, userId)
  if (to === null || holdUp(await listSentAt(tx, userId, at), at)) return false
  const kept = await findKept(tx, deps, { identityId, to, at })
  const resetId = kept ?? (await replaceLink(tx, deps, { identityId, userId, to, at }))
  await queueMessage(tx, deps, {
    userId,
    template: 'sso-link',
    to,
    origin: 'self-service',
    lane: lanes.first,
    askedAt: at,
    resetId,
    device,
    lifetimeSeconds: lifetimeMinutes * 60,
  })
  return true
}

/** Null: there is no address, or too many wrong codes were typed. */
async function findRecipient(tx: Transaction, userId: string): Promise<string | null> {
  const [user] = await tx.$queryRaw<
    { kind: string; username: string; emailTo: string | null; wrongCodes: number }[]
  >`
    SELECT kind, username, email_to AS "emailTo", wrong_codes AS "wrongCodes" FROM users
    WHERE id = ${userId}::uuid FOR NO KEY UPDATE`
  return user && user.wrongCodes < wrongCodesAllowed ? addressOf(user) : null
}

type Wanted = { readonly identityId: string; readonly to: string; readonly at: Date }

async function findKept(tx: Transaction, { keys }: Deps, { identityId, to, at }: Wanted) {
  const capped = later(at, shortestWorthMailing - capAfterFirstAcceptance)
  const [kept] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM resets
    WHERE identity_id = ${identityId}::uuid AND ended_at IS NULL AND address = ${to}
      AND key_id = ANY(${[...keys.ids]}) AND (expires_at IS NULL OR expires_at > ${at})
      AND (first_accepted_at IS NULL OR first_accepted_at >= ${capped})`
  return kept?.id ?? null
}

/** @returns its id */
async function replaceLink(
  tx: Transaction,
  { keys }: Deps,
  { identityId, userId, to, at }: Wanted & { readonly userId: string },
): Promise<string> {
  await tx.$executeRaw`
    UPDATE resets SET ended_at = ${at}, end_reason = 'replaced'
    WHERE identity_id = ${identityId}::uuid AND ended_at IS NULL`
  const id = randomUUID()
  await tx.reset.create({
    data: {
      id,
      userId,
      identityId,
      purpose: 'link',
      origin: 'self-service',
      keyId: keys.currentId,
      address: to,
      createdAt: at,
      lifetimeSeconds: (lifetimeMinutes * minute) / 1_000,
      triesLeft: triesPerReset,
    },
    select: { id: true },
  })
  return id
}
