import type { DeliveryReason } from '@rekey/contracts/messages'

/** One e-mail, ready to send, with both parts and every header. */
export type Mail = {
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly replyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  /**
   * Without angle brackets, on the sender's own domain; it stays the same when the mail is sent
   * again.
   */
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
  /**
   * The mail's id under our MAC, for transports that report on the delivery later: only reports
   * that contain it count. Null: the server key that its row names is gone.
   */
  readonly eventToken: string | null
  /**
   * The mail's own return address for bounces, and the tag in that address (for transports with an
   * envelope). Left out: bounces go to the sender.
   */
  readonly bounce?: { readonly address: string; readonly tag: string }
  /** It must not wait behind other mails, not even behind those for a server that hangs. */
  readonly goesFirst?: boolean
}

/**
 * The result of handing a mail to a mail server. `delayed` ends by itself, or when the operator
 * fixes what the server has against us, and is tried again. `refused` means that the recipient's
 * side refused for good; `failed` is a fault of our own. `detail` contains the server's words.
 */
export type Delivery =
  | { readonly status: 'accepted'; readonly detail: string }
  | {
      readonly status: 'delayed' | 'refused' | 'failed'
      readonly reason: DeliveryReason
      readonly detail: string
      /** `delayed`: how long the server asks us to wait, in milliseconds. */
      readonly waitMs?: number
    }

/** A transport for mail. `deliver` never throws: every failure is a Delivery. */
export type Mailer = {
  readonly name: 'mailbox' | 'smtp' | 'sendgrid'
  deliver(mail: Mail): Promise<Delivery>
  /** Connects and signs in, without sending; throws with the cause (for `doctor`). */
  check(): Promise<void>
  close(): Promise<void>
}
