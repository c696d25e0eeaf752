import type { showWebhook as contract } from '@rekey/contracts/webhooks'
import type { Verb } from '../../http/routes.ts'
import { requireWebhook, shownWebhook } from './webhooks.ts'

/** GET /webhooks/{id}. */
export const showWebhook: Verb<typeof contract> = async ({ params }, { db, clock }) => ({
  status: 200,
  body: shownWebhook(await requireWebhook(db, params.id), clock.now()),
})
