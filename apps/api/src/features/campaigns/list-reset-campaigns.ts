import type { listResetCampaigns as contract } from '@rekey/contracts/reset-campaigns'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { findCampaignPage } from './listed-campaigns.ts'

/** GET /reset-campaigns. Newest first, both ways from a cursor. */
export const listResetCampaigns: Verb<typeof contract> = async ({ query }, { db }) => {
  const { status, ...paging } = query
  const keyset = readKeyset(paging, 2, parseMoment)
  const found = await findCampaignPage(db, keyset, status ?? null)
  return { status: 200, body: toPage(found, keyset, ({ createdAt, id }) => [createdAt, id]) }
}
