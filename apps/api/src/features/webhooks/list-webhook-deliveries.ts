import type { listWebhookDeliveries as contract } from '@rekey/contracts/webhooks'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { listDeliveries, shownDelivery } from './deliveries.ts'
import { requireWebhook } from './webhooks.ts'

/** GET /webhooks/{id}/deliveries. Newest first, each with all its tries. */
export const listWebhookDeliveries: Verb<typeof contract> = async ({ params, query }, { db }) => {
  const { status, ...paging } = query
  const keyset = readKeyset(paging, 2, parseMoment)
  const { id } = await requireWebhook(db, params.id)
  const deliveries = await listDeliveries(db, id, status, keyset)
  const page = toPage(deliveries, keyset, ({ at, eventId }) => [at.toISOString(), eventId])
  return { status: 200, body: { ...page, items: page.items.map(shownDelivery) } }
}
