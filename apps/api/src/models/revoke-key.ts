import { sql, type Transaction } from '../lib/database.ts'
import { endMailedCodes } from './mailed-codes.ts'
import { endResets } from './resets.ts'
import { cancelMessages, isWaiting } from './waiting-messages.ts'

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
  await cancelMessages(tx, sql`key_id = ${id} AND ${isWaiting}`, at)
  const sessions = await tx.$executeRaw`
    DELETE FROM sessions
    WHERE key_id = ${id}
      OR (must_change_password AND reset_id IN (SELECT id FROM resets WHERE key_id = ${id}))`
  return { resets, sessions }
}
