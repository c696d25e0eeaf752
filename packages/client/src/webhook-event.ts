import type { WebhookEventType } from './generated/webhook-event-type.ts'

/** An event as a webhook sends it. */
export interface WebhookEvent {
  /** The same for each delivery of one event, so that you can skip what you already did. */
  readonly id: string
  /** A newer server may send other types than the known ones, so have a default case. */
  readonly type: WebhookEventType | (string & Record<never, never>)
  readonly timestamp: string
  /** `data` contains ids and words of fixed lists, never names or addresses. */
  readonly data: Readonly<Record<string, string | number | boolean | null | readonly string[]>>
}
