import type { listResetCampaignUsers } from '@rekey/contracts/reset-campaigns'
import {
  type CampaignOutcome,
  type CampaignUser,
  campaignOutcome,
} from '@rekey/contracts/reset-campaigns'
import type { Query } from '@rekey/contracts/route'
import { type Database, type Sql, sql } from '../../lib/database.ts'
import { type Keyset, partOf } from '../../lib/keyset.ts'
import { toPerson } from '../../models/actor-name.ts'
import { masked } from '../../models/mask-addresses.ts'
import { messageAdvice } from '../../models/message-advice.ts'

export type CampaignUserFilters = Pick<Query<typeof listResetCampaignUsers>, 'outcome' | 'reason'>

/** A user with their place in the campaign. */
type PlacedUser = { readonly position: number; readonly shown: CampaignUser }

type Row = Omit<CampaignUser, 'user' | 'advice' | 'sentAt' | 'savedAt'> & {
  readonly position: number
  readonly userId: string
  readonly username: string | null
  readonly displayName: string | null
  readonly sentAt: Date | null
  readonly savedAt: Date | null
}

/**
 * The users of a campaign in the order of their mails, or backwards from a place; one more than the
 * limit. The filters use the same column as the counts, so list and counts always agree.
 */
export async function findCampaignUsers(
  db: Database,
  campaignId: string,
  filters: CampaignUserFilters,
  { limit, from, seesAll }: Keyset<number> & { readonly seesAll: boolean },
): Promise<PlacedUser[]> {
  const { beyond, by } = partOf(sql`position`, from)
  const rows = await db.$queryRaw<Row[]>`
    SELECT position, user_id AS "userId", outcome, reason, sent_at AS "sentAt",
      saved_at AS "savedAt", message_id AS "messageId", reminder_outcome AS reminder,
      CASE WHEN deleted_at IS NULL THEN username END AS username,
      CASE WHEN deleted_at IS NULL THEN display_name END AS "displayName"
    FROM reset_campaign_users JOIN users ON users.id = user_id
    WHERE campaign_id = ${campaignId}::uuid AND ${conditionsOf(filters)} AND ${beyond}
    ORDER BY ${by} LIMIT ${limit + 1}`
  return rows.map((row) => ({ position: row.position, shown: toShown(row, seesAll) }))
}

const groups: Readonly<Record<'not-saved' | 'not-delivered', readonly CampaignOutcome[]>> = {
  'not-saved': ['accepted', 'delivered'],
  'not-delivered': ['refused', 'bounced', 'failed'],
}

function conditionsOf({ outcome, reason }: CampaignUserFilters): Sql {
  const single = campaignOutcome.options.filter((each) => each === outcome)
  const outcomes = outcome === 'not-saved' || outcome === 'not-delivered' ? groups[outcome] : single
  return sql`(${outcome === undefined} OR outcome = ANY(${[...outcomes]}::text[]))
    AND (${reason === undefined} OR outcome = 'not-sent' AND reason = ${reason ?? null})`
}

function toShown(row: Row, seesAll: boolean): CampaignUser {
  const { userId, username, displayName, outcome, reason, messageId, reminder } = row
  const shown = (name: string | null) => (name === null || seesAll ? name : masked(name))
  const person = toPerson(userId, shown(displayName))
  return {
    user: {
      id: userId,
      displayName: person?.displayName ?? '',
      username: shown(username),
      deleted: person?.deleted ?? true,
    },
    outcome,
    reason,
    advice: reason && adviceFor(reason),
    sentAt: row.sentAt?.toISOString() ?? null,
    savedAt: row.savedAt?.toISOString() ?? null,
    messageId,
    reminder,
  }
}

const beyond = 'Ask an administrator who has these permissions to send the reset.'

/** What to do about a mail that wasn't sent or didn't arrive. */
const adviceFor = (reason: NonNullable<CampaignUser['reason']>): string | null =>
  reason === 'beyond-permissions' ? beyond : messageAdvice[reason]
