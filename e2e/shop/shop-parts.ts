import type { EventEmitter } from 'node:events'
import type { Rekey } from '@rekey/client'
import type { Mails } from './mails.ts'
import type { Sessions } from './sessions.ts'
import type { Tokens } from './tokens.ts'

/** What the shop is made of. Every route gets it. */
export type Shop = {
  /** Where visitors find the shop, such as `https://shop.example`. */
  readonly origin: string
  /** The `PUBLIC_URL` of Rekey. */
  readonly rekeyUrl: string
  /** Calls Rekey with the shop's API key. */
  readonly rekey: Rekey
  readonly webhookSecret: string
  readonly tokens: Tokens
  readonly sessions: Sessions
  readonly mails: Mails
  /** Tells open pages to look at their session and their mails again. */
  readonly changes: EventEmitter<{ change: [] }>
}

export type Visit = {
  readonly request: Request
  /** The visitor's address, which Rekey counts its limits by. */
  readonly clientIp: string
}
