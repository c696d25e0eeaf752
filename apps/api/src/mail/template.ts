import type { Settings } from '@rekey/contracts/settings'

/** What a mail may tell of. Times are shown in the settings' zone, with its name. */
export type MailContext = {
  readonly settings: Settings
  readonly publicUrl: string
  /** When it is handed over. */
  readonly now: Date
  readonly askedAt: Date
  /** self-service: the user asked; started: an administrator did; notice: it only tells. */
  readonly origin: 'self-service' | 'started' | 'notice'
  /** From a fixed list ("Chrome on Windows"), never what a stranger sent; null: not known. */
  readonly device: string | null
  readonly user: { readonly username: string; readonly displayName: string } | null
  /** The reset's secrets, and the earlier of sending + lifetime and cap; null where there is none. */
  readonly reset: {
    readonly link: string
    readonly code: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  /** A temporary password, and until when it signs in; null where there is none. */
  readonly temporaryPassword: {
    readonly password: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  readonly disownLink: string | null
  /** The page whose button confirms the address, and until when; null where there is none. */
  readonly addressCheck: {
    readonly link: string
    readonly until: Date
    readonly lifetimeMinutes: number
  } | null
  /** Facts of one template alone, such as the users of a digest. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** Both parts say the same; the plain one is written by hand. */
export type RenderedMail = {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export type MailTemplate = (context: MailContext) => RenderedMail
