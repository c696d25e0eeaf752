import type { Settings } from '@rekey/contracts/settings'

/** The facts that a mail may mention. Times are shown in the settings' time zone, with its name. */
export type MailContext = {
  readonly settings: Settings
  readonly publicUrl: string
  /** When the mail is handed to the mail server. */
  readonly now: Date
  readonly askedAt: Date
  /**
   * self-service: the user requested it; started: an administrator did; notice: it only informs.
   */
  readonly origin: 'self-service' | 'started' | 'notice'
  /** From a fixed list ("Chrome on Windows"), never text that a stranger sent; null: unknown. */
  readonly device: string | null
  readonly user: { readonly username: string; readonly displayName: string } | null
  /**
   * The reset's secrets, and until when they work: the earlier of sending + lifetime and cap. Null
   * if there are none.
   */
  readonly reset: {
    readonly link: string
    readonly code: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  /** A temporary password, and until when it works; null if there is none. */
  readonly temporaryPassword: {
    readonly password: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  readonly disownLink: string | null
  /** The page whose button confirms the address, and until when it works; null if there is none. */
  readonly addressCheck: {
    readonly link: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  /** Six digits that find out who reads the mailbox, and until when they work; null: none. */
  readonly mailedCode: {
    readonly code: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  /**
   * Why an administrator sends this mail to many users, in their words; null: it isn't for many.
   */
  readonly reason: string | null
  /** Facts that only one template needs, such as the users of a digest. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Both parts say the same; the plain one is written by hand. */
export type RenderedMail = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type MailTemplate = (context: MailContext) => RenderedMail

export function requireMailedCode({ mailedCode }: MailContext) {
  if (!mailedCode) throw new Error('This mail needs a code')
  return mailedCode
}
