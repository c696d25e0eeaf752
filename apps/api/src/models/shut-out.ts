import { sql, type Transaction } from '../lib/database.ts'
import { endingChallenges } from './sessions.ts'

type Wanted = {
  readonly endSessions?: boolean | undefined
  readonly blockCurrentPassword?: boolean | undefined
}

/**
 * What an administrator can do to users beside starting a reset: block the password that they have,
 * and sign them out on all devices. The caller has locked the users.
 * @returns how many sessions ended, by user
 */
export async function shutOut(
  tx: Transaction,
  userIds: readonly string[],
  { endSessions = false, blockCurrentPassword = false }: Wanted,
  at: Date,
): Promise<ReadonlyMap<string, number>> {
  const ids = sql`${[...userIds]}::uuid[]`
  if (blockCurrentPassword) {
    await tx.$executeRaw`
      UPDATE users SET password_blocked_at = ${at}
      WHERE id = ANY(${ids}) AND password_hash IS NOT NULL`
  }
  if (blockCurrentPassword || endSessions) {
    await tx.$executeRaw(endingChallenges(sql`user_id = ANY(${ids})`))
  }
  if (!endSessions) return new Map()
  await tx.$executeRaw`UPDATE users SET devices_void_before = ${at} WHERE id = ANY(${ids})`
  const ended = await tx.$queryRaw<{ userId: string }[]>`
    DELETE FROM sessions WHERE user_id = ANY(${ids}) RETURNING user_id AS "userId"`
  const byUser = Map.groupBy(ended, ({ userId }) => userId)
  return new Map([...byUser].map(([userId, sessions]) => [userId, sessions.length]))
}
