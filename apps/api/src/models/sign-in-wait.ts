import type { Database, Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { usernameKey } from './username-key.ts'

/**
 * Waits between failed sign-ins, by typed name, whether or not it is an account's (NIST SP
 * 800-63B-4, 3.2.2): the sixth failure waits 30 seconds, doubling to 15 minutes; one failure is
 * forgotten every 15 minutes, none by a success elsewhere. A row is a leaky bucket: a failure
 * moves `forgotten_at` by its quarter of an hour, so the failures that still count are the
 * quarters up to it.
 */
const rememberedSeconds = 900
const firstWaitAtFailure = 6
const firstWaitSeconds = 30
const longestWaitSeconds = 900

/** The typed name as it is counted: a MAC, so that the table names nobody. */
export function nameTag(keys: Keyring, username: string): Uint8Array<ArrayBuffer> {
  const tag = keys.mac('sign-in-name', keys.currentId, [usernameKey(username)])
  if (!tag) throw new Error('The keyring lacks its own current key')
  return new Uint8Array(tag)
}

/** A try that was counted before its password is hashed, or when it may be made. */
export type Try =
  | { readonly mayGoOn: true; readonly waitUntil: Date | null }
  | { readonly mayGoOn: false; readonly waitUntil: Date }

/**
 * Counts a try, in one statement, so that parallel ones each count. During a wait it is neither
 * counted nor allowed.
 */
export async function countTry(
  db: Database,
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
  const row = await db.signInWait.findUnique({ where: { nameTag: tag } })
  return { mayGoOn: false, waitUntil: row?.waitUntil ?? now }
}

/** Gives a try back whose password was right, and the wait that it alone began. */
export async function giveBackTry(
  tx: Transaction,
  tag: Uint8Array<ArrayBuffer>,
  { waitUntil }: Try,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE sign_in_waits SET
      forgotten_at = forgotten_at - make_interval(secs => ${rememberedSeconds}),
      wait_until = nullif(wait_until, ${waitUntil}::timestamptz)
    WHERE name_tag = ${tag}`
}

/** A saved reset ends the wait of its user's name. */
export async function clearWait(tx: Transaction, tag: Uint8Array<ArrayBuffer>): Promise<void> {
  await tx.signInWait.deleteMany({ where: { nameTag: tag } })
}
