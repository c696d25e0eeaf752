/** The events of this version. */
export type WebhookEventType =
  | 'password-reset.requested'
  | 'password-reset.completed'
  | 'password-reset.disowned'
  | 'password.changed'
  | 'user.created'
  | 'user.changed'
  | 'user.deactivated'
  | 'user.reactivated'
  | 'user.deleted'
  | 'message.accepted'
  | 'message.delivered'
  | 'message.delayed'
  | 'message.bounced'
  | 'message.refused'
  | 'message.failed'
  | 'session.started'
  | 'session.ended'
  | 'second-factor.added'
  | 'second-factor.removed'
  | 'reset-campaign.completed'

/** What a webhook tells. `data` holds ids, never names or addresses. */
export interface WebhookEvent {
  /** The same for each delivery of one event, so that you can skip what you already did. */
  readonly id: string
  /** A newer server may send other types than the known ones, so have a default case. */
  readonly type: WebhookEventType | (string & Record<never, never>)
  readonly timestamp: string
  readonly data: Readonly<Record<string, string | number | boolean | null>>
}
