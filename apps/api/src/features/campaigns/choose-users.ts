import type { Permission } from '@rekey/contracts/permissions'
import {
  maximumCampaignUsers,
  type SecondAdministratorCause,
  usersForOneAdministrator,
} from '@rekey/contracts/reset-campaigns'
import type { Settings } from '@rekey/contracts/settings'
import { Problem } from '../../http/problem.ts'
import { rowsAsTable, type Sql, sql, type Transaction } from '../../lib/database.ts'
import { findBeyond } from '../../models/beyond-permissions.ts'
import { type Chosen, distinctIds } from '../../models/chosen-users.ts'
import { exclusionOf, type JudgedUser, judgedColumns } from '../../models/judge-user.ts'
import { opensConsole } from '../../models/opens-console.ts'
import { type Chooser, chosenBy } from '../../models/user-conditions.ts'

/**
 * Stores the users of a new campaign, in the order in which they get their mails. Ids keep their
 * order. The users of a filter come by their ids, which are random, so the trial doesn't test the
 * addresses of one organization only.
 * @returns how many of the ids nobody has
 * @throws Problem bad-request
 */
export async function chooseUsers(
  tx: Transaction,
  campaignId: string,
  { userIds, filter = {} }: Chosen,
  chooser: Chooser,
): Promise<number> {
  const ids = userIds && distinctIds(userIds)
  const stored = ids
    ? await storeByIds(tx, campaignId, ids)
    : await storeByFilter(tx, campaignId, chosenBy(filter, chooser))
  if (stored > maximumCampaignUsers) throw tooMany()
  return ids ? ids.length - stored : 0
}

const storeByIds = (tx: Transaction, campaignId: string, ids: readonly string[]) =>
  tx.$executeRaw`
    INSERT INTO reset_campaign_users (campaign_id, user_id, position)
    SELECT ${campaignId}::uuid, users.id, row_number() OVER (ORDER BY position)
    FROM unnest(${[...ids]}::uuid[]) WITH ORDINALITY AS given (id, position)
    JOIN users ON users.id = given.id AND deleted_at IS NULL`

const storeByFilter = (tx: Transaction, campaignId: string, wanted: Sql) =>
  tx.$executeRaw`
    INSERT INTO reset_campaign_users (campaign_id, user_id, position)
    SELECT ${campaignId}::uuid, id, row_number() OVER (ORDER BY id) FROM (
      SELECT id FROM users WHERE deleted_at IS NULL AND ${wanted}
      ORDER BY id LIMIT ${maximumCampaignUsers + 1}
    ) AS chosen`

const tooMany = () =>
  new Problem('bad-request', {
    detail: `A campaign can have at most ${maximumCampaignUsers} users. Choose fewer.`,
  })

/** How many users are judged together. */
const batchSize = 5_000

/**
 * Excludes those who can't get a mail. The rules are those of a single reset, so they are asked in
 * the program, and only the exclusions are written.
 */
export async function excludeUsers(
  tx: Transaction,
  campaignId: string,
  { permissions, settings }: { permissions: readonly Permission[]; settings: Settings },
): Promise<void> {
  const beyond = await findBeyond(tx, permissions)
  for (let position = 0, left = true; left; position += batchSize) {
    const users = await tx.$queryRaw<JudgedUser[]>`
      SELECT ${judgedColumns(beyond)}
      FROM reset_campaign_users JOIN users owner ON owner.id = user_id
      WHERE campaign_id = ${campaignId}::uuid
        AND position > ${position} AND position <= ${position + batchSize}`
    await writeExclusions(tx, campaignId, users, settings)
    left = users.length === batchSize
  }
}

export async function writeExclusions(
  tx: Transaction,
  campaignId: string,
  users: readonly JudgedUser[],
  settings: Settings,
): Promise<void> {
  const excluded = users.flatMap((user) => {
    const reason = exclusionOf(user, settings)
    return reason ? [{ id: user.id, reason }] : []
  })
  if (excluded.length === 0) return
  await tx.$executeRaw`
    UPDATE reset_campaign_users SET outcome = 'not-sent', reason = given.reason
    FROM ${rowsAsTable(excluded, sql`id uuid, reason text`)}
    WHERE campaign_id = ${campaignId}::uuid AND user_id = given.id AND outcome = 'queued'
      AND message_id IS NULL`
}

/** Why a second administrator must start this campaign; empty: there is no reason. */
export async function findSecondAdministratorCauses(
  tx: Transaction,
  campaignId: string,
): Promise<SecondAdministratorCause[]> {
  const waiting = sql`campaign_id = ${campaignId}::uuid AND outcome = 'queued'`
  const [row] = await tx.$queryRaw<{ isMany: boolean; hasConsole: boolean }[]>`
    SELECT (SELECT count(*) FROM (
        SELECT FROM reset_campaign_users WHERE ${waiting} LIMIT ${usersForOneAdministrator + 1}
      ) AS capped) > ${usersForOneAdministrator} AS "isMany",
      EXISTS (
        SELECT FROM reset_campaign_users JOIN users owner ON owner.id = user_id
        WHERE ${waiting} AND ${opensConsole(sql`owner`)}) AS "hasConsole"`
  return [
    ...(row?.isMany ? (['many-users'] as const) : []),
    ...(row?.hasConsole ? (['console-users'] as const) : []),
  ]
}
