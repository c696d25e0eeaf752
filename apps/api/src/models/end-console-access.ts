import { type Sql, sql, type Transaction } from '../lib/database.ts'
import { ending } from './resets.ts'
import { endingChallenges } from './sessions.ts'
import { cancelMessages } from './waiting-messages.ts'

/**
 * Ends everything that console passwords opened or that could bring new ones: sessions, living
 * resets, waiting mails with their links, and sign-ins whose second factor is missing. The
 * passwords stay. Lock order: reset, message.
 * @param whose a condition on `user_id`
 * @returns the users who lost a session or reset
 */
export async function endConsoleAccess(tx: Transaction, whose: Sql, at: Date): Promise<string[]> {
  const resets = await tx.$queryRaw<{ id: string; userId: string }[]>`
    ${ending(sql`${whose} AND purpose = 'console'`, 'cancelled', at)}
    RETURNING id, user_id AS "userId"`
  await cancelMessages(tx, sql`reset_id = ANY(${resets.map(({ id }) => id)}::uuid[])`, at)
  const sessions = await tx.$queryRaw<{ userId: string }[]>`
    DELETE FROM sessions WHERE ${whose} AND opened_by = 'console-password'
    RETURNING user_id AS "userId"`
  await tx.$executeRaw(endingChallenges(whose))
  return [...resets, ...sessions].map(({ userId }) => userId)
}
