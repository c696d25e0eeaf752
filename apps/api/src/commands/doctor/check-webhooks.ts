import { hostOf } from '../../features/webhooks/webhooks.ts'
import type { Database } from '../../lib/database.ts'
import { listWebhookStates, type WebhookState } from '../../models/webhook-states.ts'
import { shownTime } from '../shown-time.ts'
import { type Finding, ok, problem, reason, warning } from './finding.ts'

/**
 * Whether every webhook gets its events. One that doesn't is a warning, because its receiver is
 * usually somebody else's program.
 */
export async function checkWebhooks(db: Database): Promise<Finding[]> {
  try {
    const webhooks = await listWebhookStates(db)
    const warnings = webhooks.flatMap(describeTrouble)
    return warnings.length > 0 ? warnings : [ok('webhooks', describeOrder(webhooks))]
  } catch (error) {
    return [problem('webhooks', reason(error))]
  }
}

function describeTrouble(webhook: WebhookState): Finding[] {
  const { state, failingSince, switchedOffAt } = webhook
  const since = failingSince ? `has accepted no event since ${shownTime(failingSince)}` : 'failed'
  if (state === 'failing') {
    const advice = 'Its deliveries in the console say why.'
    return [warning('webhooks', `${nameOf(webhook)} ${since}. ${advice}`)]
  }
  if (state === 'switched-off' && switchedOffAt) {
    const off = `Rekey switched it off on ${shownTime(switchedOffAt)}.`
    const advice = 'When its receiver works, switch it on and replay the events that it missed.'
    return [warning('webhooks', `${nameOf(webhook)} ${since}. ${off} ${advice}`)]
  }
  return []
}

function describeOrder(webhooks: readonly WebhookState[]): string {
  if (webhooks.length === 0) return 'none'
  const on = webhooks.filter(({ state }) => state === 'on').length
  const off = webhooks.length - on
  return `none fails; ${on} ${on === 1 ? 'is' : 'are'} on, ${off} off`
}

/** Its path or query may contain a secret. */
const nameOf = ({ url, description }: WebhookState) =>
  description ? `${hostOf({ url })} (${description})` : hostOf({ url })
