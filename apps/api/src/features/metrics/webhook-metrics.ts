import {
  countOpenDeliveries,
  listWebhookStates,
  webhookStates,
} from '../../models/webhook-states.ts'
import type { Describe } from './stored-metrics.ts'

/** Webhooks and their deliveries, only as numbers. `rekey doctor` names those that fail. */
export const describeWebhooks: Describe = async (gauge, db) => {
  const [webhooks, deliveries] = await Promise.all([listWebhookStates(db), countOpenDeliveries(db)])
  const ofStates = gauge('webhooks', 'Webhooks by state', ['state'])
  for (const state of webhookStates) {
    ofStates.set({ state }, webhooks.filter((webhook) => webhook.state === state).length)
  }
  const help = 'Deliveries to webhooks that wait for their first try, or failed and are tried again'
  const ofStatuses = gauge('webhook_deliveries', help, ['status'])
  for (const [status, count] of Object.entries(deliveries)) ofStatuses.set({ status }, count)
}
