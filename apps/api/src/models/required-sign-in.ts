import { type Sql, sql, type Transaction } from '../lib/database.ts'
import { domainOf } from './domain-name.ts'
import { forgetPassword } from './passwords.ts'
import { ending } from './resets.ts'
import { endingChallenges } from './sessions.ts'
import { cancellation } from './waiting-messages.ts'

/** SQL on `users owner`. Username keys contain the domain in the same form as `sso_domains`. */
const domainOfOwner = sql`substring(owner.username_key FROM '@([^@]*)$')`

/** The connection at which an `owner` must sign in now; null: there is none. */
const requiredNow = sql`
  (SELECT connection.id FROM sso_domains
    JOIN sso_connections connection ON connection.id = connection_id AND enabled AND required
    WHERE sso_domains.domain = ${domainOfOwner} AND proved_at IS NOT NULL
      AND owner.kind <> 'device')`

/**
 * SQL: users of a connection's proved domains, except device users, who only sign in within their
 * app.
 */
export const usersOfDomains = (connectionId: string): Sql => sql`
  (owner.deleted_at IS NULL AND owner.kind <> 'device' AND ${domainOfOwner} IN (
    SELECT domain FROM sso_domains
    WHERE connection_id = ${connectionId}::uuid AND proved_at IS NOT NULL))`

/** SQL: users of those domains, and users who had to sign in there until now. */
const usersAround = (connectionId: string): Sql => sql`
  (owner.required_connection_id = ${connectionId}::uuid OR ${usersOfDomains(connectionId)})`

export type Settled = {
  /** Users who must sign in at a provider from now on, and had a password until now. */
  readonly required: number
  /** Users who no longer must, and are linked with no provider: they sign in here again. */
  readonly released: number
}

/**
 * Locks the connections of these domains until the transaction ends. Call it before users are
 * locked, where users are created or renamed: switching a connection locks the connection first and
 * then its users.
 * @returns whether users of one of the domains must sign in at a provider
 */
export async function holdRequired(
  tx: Transaction,
  usernames: readonly (string | undefined)[],
): Promise<boolean> {
  const domains = new Set(usernames.flatMap((name) => (name && domainOf(name)) ?? []))
  if (domains.size === 0) return false
  const held = await tx.$queryRaw<{ isRequired: boolean }[]>`
    SELECT enabled AND required AS "isRequired" FROM sso_connections
    WHERE id IN (SELECT connection_id FROM sso_domains
      WHERE domain = ANY(${[...domains]}) AND proved_at IS NOT NULL)
    ORDER BY id FOR SHARE`
  return held.some(({ isRequired }) => isRequired)
}

/**
 * Updates users to what their domains require. Users who must sign in at a provider lose the
 * password, resets, sessions and waiting mails; a console password stays. Users who no longer must,
 * and are linked with no provider, sign in here again and need to request a first password. Call it
 * after every change of a connection, a domain or a username. Lock order: connection, user, reset,
 * message.
 */
export const settleConnection = (tx: Transaction, id: string, at: Date): Promise<Settled> =>
  settle(tx, usersAround(id), at)

/** The same for users who were created or renamed. */
export const settleUsers = (tx: Transaction, ids: readonly string[], at: Date): Promise<Settled> =>
  settle(tx, sql`owner.id = ANY(${[...ids]}::uuid[])`, at)

async function settle(tx: Transaction, which: Sql, at: Date): Promise<Settled> {
  await lockUsers(tx, which)
  const isLinked = sql`EXISTS (
    SELECT FROM sso_identities WHERE user_id = owner.id AND linked_at IS NOT NULL)`
  const required = await move(tx, at, {
    to: 'sso',
    who: sql`${which} AND sign_in_method = 'password' AND ${requiredNow} IS NOT NULL`,
  })
  const released = await move(tx, at, {
    to: 'password',
    who: sql`${which} AND sign_in_method = 'sso' AND required_connection_id IS NOT NULL
      AND ${requiredNow} IS NULL AND NOT ${isLinked}`,
  })
  await tx.$executeRaw`
    UPDATE users owner SET required_connection_id = ${requiredNow}
    WHERE ${which} AND deleted_at IS NULL
      AND required_connection_id IS DISTINCT FROM ${requiredNow}`
  return { required, released }
}

/**
 * Locks the users first, in the order that all paths take. A statement doesn't see what another
 * transaction commits while it waits for a lock, such as a removed link. The statements after this
 * one do.
 */
const lockUsers = (tx: Transaction, which: Sql) =>
  tx.$queryRaw`
    SELECT count(*) FROM (
      SELECT FROM users owner WHERE ${which} AND deleted_at IS NULL ORDER BY id FOR NO KEY UPDATE
    ) AS locked`

type Move = { readonly to: 'sso' | 'password'; readonly who: Sql }

/**
 * Uses set-based statements, so it handles any number of users.
 * @returns how many users it changed
 */
async function move(tx: Transaction, at: Date, { to, who }: Move): Promise<number> {
  const [moved] = await tx.$queryRaw<{ count: number }[]>`
    WITH moved AS (
      UPDATE users owner SET sign_in_method = ${to}, wrong_codes = 0, ${forgetPassword(at)}
      WHERE ${who} AND deleted_at IS NULL RETURNING id
    ), ended AS (
      ${ending(sql`user_id IN (SELECT id FROM moved)`, 'cancelled', at)}
    ), signed_out AS (
      DELETE FROM sessions WHERE user_id IN (SELECT id FROM moved)
    ), stopped AS (
      ${endingChallenges(sql`user_id IN (SELECT id FROM moved)`)}
    ), ${cancellation(sql`user_id IN (SELECT id FROM moved)`, at)}
    SELECT count(*)::int AS count FROM moved`
  return moved?.count ?? 0
}

/**
 * How many users a required sign-in would change: users of its proved domains with a password here.
 */
export async function countRequired(
  tx: Pick<Transaction, '$queryRaw'>,
  id: string,
): Promise<number> {
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users owner
    WHERE ${usersOfDomains(id)} AND sign_in_method = 'password'`
  return counted?.count ?? 0
}

/** How many users are offered the provider while it is on. */
export async function countOffered(
  tx: Pick<Transaction, '$queryRaw'>,
  id: string,
): Promise<number> {
  const [counted] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users owner
    WHERE ${usersOfDomains(id)} AND status = 'active'`
  return counted?.count ?? 0
}

/** Which of these users must sign in at a provider. */
export async function findRequired(
  tx: Transaction,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const where = { id: { in: [...ids] }, requiredConnectionId: { not: null } }
  const found = await tx.user.findMany({ where, select: { id: true } })
  return new Set(found.map(({ id }) => id))
}

export const isSignInRequired = async (tx: Transaction, id: string): Promise<boolean> =>
  (await findRequired(tx, [id])).has(id)
