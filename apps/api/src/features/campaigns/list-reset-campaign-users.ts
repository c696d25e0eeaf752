import type { listResetCampaignUsers as contract } from '@rekey/contracts/reset-campaigns'
import { readKeyset, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Database } from '../../lib/database.ts'
import { findCampaignUsers } from './campaign-users.ts'

/** GET /reset-campaigns/{id}/users. */
export const listResetCampaignUsers: Verb<typeof contract> = async (input, { db }) => {
  const { limit, cursor, ...filters } = input.query
  const { id } = input.params
  await requireExisting(db, id)
  const keyset = readKeyset({ limit, cursor }, 1, parsePosition)
  const seesAll = input.caller.permissions.includes('users.read')
  const users = await findCampaignUsers(db, id, filters, { ...keyset, seesAll })
  const page = toPage(users, keyset, ({ position }) => [String(position)])
  return { status: 200, body: { ...page, items: page.items.map(({ shown }) => shown) } }
}

/** @throws Problem not-found */
export async function requireExisting(db: Database, id: string): Promise<void> {
  const campaign = await db.resetCampaign.findUnique({ where: { id }, select: { id: true } })
  if (!campaign) throw new Problem('not-found')
}

const parsePosition = ([position = '']: readonly string[]) =>
  /^\d{1,9}$/.test(position) ? Number(position) : null
