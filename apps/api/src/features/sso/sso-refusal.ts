import type { SsoFailure } from '@rekey/contracts/sso'

/** Why a way to a provider and back ends nowhere. */
export class SsoRefusal extends Error {
  readonly reason: SsoFailure
  /** One word for logs, such as `wrong-audience`: never a person's name, nor what was sent. */
  readonly detail: string | null
  /** The account that can't be used. */
  readonly userId: string | null

  constructor(reason: SsoFailure, detail: string | null = null, userId: string | null = null) {
    super(detail === null ? reason : `${reason}: ${detail}`)
    this.name = 'SsoRefusal'
    this.reason = reason
    this.detail = detail
    this.userId = userId
  }
}

/** What a provider sent as a word of its own, made fit for a log; null: it is no such word. */
export const foreignWord = (word: unknown): string | null =>
  typeof word === 'string' && /^[A-Za-z][A-Za-z_-]{0,39}$/.test(word) ? word : null
