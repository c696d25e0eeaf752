import { type Sql, sql } from '../lib/database.ts'

/**
 * SQL: notes in a part of a WITH that a user has saved a new password, in every campaign that sent
 * them a mail. It doesn't matter by which way they saved it.
 */
export const savedInCampaigns = (userId: string, at: Date): Sql => sql`
  saved_in_campaigns AS (
    UPDATE reset_campaign_users
    SET outcome = 'saved', reason = NULL, saved_at = ${at.toISOString()}::timestamptz
    WHERE user_id = ${userId}::uuid AND sent_at IS NOT NULL AND outcome <> 'saved'
  )`
