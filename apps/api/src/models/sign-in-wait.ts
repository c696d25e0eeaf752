import type { Deps } from '../deps.ts'
import { type Sql, sql, type Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import type { Statements } from '../lib/statements.ts'
import { usernameKey } from './username-key.ts'

/**
 * Waits between failed sign-ins, by typed name, whether or not an account has it (NIST SP
 * 800-63B-4, 3.2.2). The sixth failure waits 30 seconds, doubling to 15 minutes. One failure is
 * forgotten every 15 minutes, and a success elsewhere forgets none. A row is a leaky bucket: each
 * failure moves `forgotten_at` 15 minutes ahead, so the failures that still count are the quarters
 * of an hour until then.
 */
const rememberedSeconds = 900
const firstWaitAtFailure = 6
const firstWaitSeconds = 30
const longestWaitSeconds = 900

/** The key under which a typed name is counted. It is a MAC, so the table contains no names. */
export function nameTag(keys: Keyring, username: string): Uint8Array<ArrayBuffer> {
  const tag = keys.mac('sign-in-name', keys.currentId, [usernameKey(username)])
  if (!tag) throw new Error('The keyring lacks its own current key')
  return new Uint8Array(tag)
}

/**
 * A try that was counted before its password is hashed, or the time from which a try is allowed.
 */
type Try =
  | { readonly mayGoOn: true; readonly waitUntil: Date | null }
  | { readonly mayGoOn: false; readonly waitUntil: Date }

/**
 * Counts a try in one statement, so that parallel tries are all counted. During a wait a try is
 * neither counted nor allowed.
 */
export async function countTry(
  db: Statements,
  tag: Uint8Array<ArrayBuffer>,
  now: Date,
): Promise<Try> {
  const [counted] = await db.$queryRaw<{ wait_until: Date | null }[]>`
    INSERT INTO sign_in_waits AS wait (name_tag, forgotten_at)
    VALUES (${tag}, ${now}::timestamptz + make_interval(secs => ${rememberedSeconds}))
    ON CONFLICT (name_tag) DO UPDATE SET
      forgotten_at = greatest(wait.forgotten_at, ${now}) + make_interval(secs => ${rememberedSeconds}),
      wait_until = (
        SELECT CASE WHEN failures >= ${firstWaitAtFailure} THEN ${now}::timestamptz + make_interval(
          secs => least(${longestWaitSeconds}, ${firstWaitSeconds} * power(2, failures - ${firstWaitAtFailure}))) END
        FROM (SELECT 1 + greatest(0, ceil(
          extract(epoch FROM wait.forgotten_at - ${now}::timestamptz) / ${rememberedSeconds})) AS failures) AS now
      )
    WHERE wait.wait_until IS NULL OR wait.wait_until <= ${now}
    RETURNING wait_until`
  if (counted) return { mayGoOn: true, waitUntil: counted.wait_until }
  const [row] = await db.$queryRaw<{ wait_until: Date | null }[]>`
    SELECT wait_until FROM sign_in_waits WHERE name_tag = ${tag}`
  return { mayGoOn: false, waitUntil: row?.wait_until ?? now }
}

/**
 * SQL: gives a try back whose password was right, and removes the wait that this try alone caused.
 */
export const givingBackTry = (tag: Uint8Array<ArrayBuffer>, { waitUntil }: Try): Sql => sql`
  UPDATE sign_in_waits SET
    forgotten_at = forgotten_at - make_interval(secs => ${rememberedSeconds}),
    wait_until = nullif(wait_until, ${waitUntil}::timestamptz)
  WHERE name_tag = ${tag}`

/** Until when sign-ins with these usernames must wait; without those that needn't. */
export async function findWaits(
  { db, keys }: Pick<Deps, 'db' | 'keys'>,
  users: readonly { readonly username: string }[],
  now: Date,
): Promise<ReadonlyMap<string, Date>> {
  const tags = new Map(users.map(({ username }) => [username, nameTag(keys, username)]))
  const waits = await db.signInWait.findMany({
    where: { nameTag: { in: [...tags.values()] }, waitUntil: { gt: now } },
  })
  const untilByTag = new Map(waits.map((wait) => [asKey(wait.nameTag), wait.waitUntil]))
  return new Map(
    [...tags].flatMap(([username, tag]) => {
      const until = untilByTag.get(asKey(tag))
      return until ? [[username, until] as const] : []
    }),
  )
}

const asKey = (tag: Uint8Array) => Buffer.from(tag).toString('base64')

/** Saving a reset ends the wait of the user's name. */
export async function clearWait(tx: Transaction, tag: Uint8Array<ArrayBuffer>): Promise<void> {
  await tx.signInWait.deleteMany({ where: { nameTag: tag } })
}
