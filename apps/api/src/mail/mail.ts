import type { DeliveryReason } from '@rekey/contracts/messages'

/** One e-mail, ready to send: both parts, every header. */
export type Mail = {
  readonly id: string
  readonly from: { readonly name: string; readonly address: string }
  readonly to: string
  readonly replyTo: string | null
  readonly subject: string
  readonly text: string
  readonly html: string
  /** Without angle brackets, on the sender's own domain; the same when it is sent again. */
  readonly messageId: string
  readonly headers: Readonly<Record<string, string>>
  /**
   * Its id under our MAC, for transports that report later what became of it: only reports that
   * bring it back count. Null: the server key of its row is gone.
   */
  readonly eventToken: string | null
  /**
   * Where it returns to if it can't be delivered, an address of its own, and the tag that makes it
   * so (for transports that hand over an envelope). Left out: to its sender.
   */
  readonly bounce?: { readonly address: string; readonly tag: string }
}

/**
 * What a mail server made of a mail. `delayed` heals by itself, or once the operator has put right
 * what the server has against us, and is tried again; `refused` is
 * the recipient's side saying no for good; `failed` is our own side. `detail` holds its words.
 */
export type Delivery =
  | { readonly status: 'accepted'; readonly detail: string }
  | {
      readonly status: 'delayed' | 'refused' | 'failed'
      readonly reason: DeliveryReason
      readonly detail: string
      /** `delayed`: how long the server asks us to stay away, in milliseconds. */
      readonly waitMs?: number
    }

/** A way out for mail. `deliver` never throws: whatever goes wrong is a Delivery. */
export type Mailer = {
  readonly name: 'mailbox' | 'smtp' | 'sendgrid'
  deliver(mail: Mail): Promise<Delivery>
  /** Connects and signs in, without sending; throws with the cause (for `doctor`). */
  check(): Promise<void>
  close(): Promise<void>
}
