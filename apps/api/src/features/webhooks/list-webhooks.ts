import type { listWebhooks as contract } from '@rekey/contracts/webhooks'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { listStoredWebhooks, shownWebhook } from './webhooks.ts'

/** GET /webhooks. Oldest first, without their secrets. */
export const listWebhooks: Verb<typeof contract> = async ({ query }, { db, clock }) => {
  const keyset = readKeyset(query, 2, parseMoment)
  const webhooks = await listStoredWebhooks(db, keyset)
  const page = toPage(webhooks, keyset, ({ createdAt, id }) => [createdAt.toISOString(), id])
  const now = clock.now()
  return {
    status: 200,
    body: { ...page, items: page.items.map((webhook) => shownWebhook(webhook, now)) },
  }
}
