import type { Logger } from 'pino'
import { second } from '../lib/clock.ts'
import { type Database, sql, type Transaction } from '../lib/database.ts'
import type { Keyring } from '../lib/keyring.ts'
import { repeat } from '../lib/repeat.ts'
import { StartError } from '../lib/start-error.ts'
import { endMailedCodes } from './mailed-codes.ts'
import { cancelMessages } from './messages.ts'
import { endResets } from './resets.ts'

/** Within this time, running servers and workers refuse a key that was revoked. */
export const lookForRevokedMs = 5 * second

export type Ended = { readonly resets: number; readonly sessions: number }

/** Revokes a key, and ends what it signed: resets, temporary passwords, codes, sessions of apps. */
export async function revokeKey(tx: Transaction, id: string, at: Date): Promise<Ended> {
  await tx.$executeRaw`
    INSERT INTO revoked_keys (id, revoked_at) VALUES (${id}, ${at}) ON CONFLICT DO NOTHING`
  await tx.$queryRaw`
    SELECT 1 FROM users
    WHERE id IN (SELECT user_id FROM resets WHERE key_id = ${id} AND ended_at IS NULL)
    ORDER BY id FOR NO KEY UPDATE`
  const resets = await endResets(tx, sql`key_id = ${id}`, 'cancelled', at)
  await endMailedCodes(tx, sql`key_id = ${id}`, at)
  const waiting = sql`accepted_at IS NULL AND status IN ('queued', 'sending', 'delayed')`
  await cancelMessages(tx, sql`key_id = ${id} AND ${waiting}`, at)
  const sessions = await tx.$executeRaw`
    DELETE FROM sessions
    WHERE key_id = ${id}
      OR (must_change_password AND reset_id IN (SELECT id FROM resets WHERE key_id = ${id}))`
  return { resets, sessions }
}

/** The ids of keys that were revoked. */
export async function findRevokedKeys(db: Pick<Database, '$queryRaw'>): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM revoked_keys`
  return rows.map(({ id }) => id)
}

/**
 * Refuses the keys that were revoked.
 * @throws StartError if the key that signs is one of them
 */
export async function refuseRevokedKeys(
  db: Pick<Database, '$queryRaw'>,
  keys: Keyring,
): Promise<void> {
  const revoked = await findRevokedKeys(db)
  if (revoked.includes(keys.currentId)) throw new StartError(signsWithRevoked(keys.currentId))
  keys.refuse(revoked)
}

const signsWithRevoked = (id: string) =>
  `The key ${id} signs, but it was revoked. Run \`rekey keys rotate\`, and start with the new key.`

type Watched = { readonly db: Database; readonly keys: Keyring; readonly log: Logger }

/** Keeps refusing keys. A process whose own key was revoked ends, because all that it signs is void. */
export const watchRevokedKeys = ({ db, keys, log }: Watched, end: () => void) =>
  repeat(
    () => refuseRevokedKeys(db, keys),
    lookForRevokedMs,
    (error) => {
      if (!(error instanceof StartError))
        return log.warn({ err: error }, 'Revoked keys could not be read')
      log.error(error.message)
      end()
    },
  )
