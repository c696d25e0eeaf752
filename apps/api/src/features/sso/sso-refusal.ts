import type { SsoFailure } from '@rekey/contracts/sso'
import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { onOneLine } from '../../mail/shown-name.ts'

/** A claim that decided, with what came and what is needed. Shown to the person who tests. */
export type Compared = NonNullable<SsoConnection['lastTest']>['compared'][number]

/** Why a way to a provider and back ends nowhere. */
export class SsoRefusal extends Error {
  readonly reason: SsoFailure
  /** One word for logs, such as `wrong-audience`: never a person's name, nor what was sent. */
  readonly detail: string | null
  /** The account that can't be used. */
  readonly userId: string | null
  /** Only for tests of a connection, and never logged. Null: there is nothing to compare. */
  readonly compared: Compared | null

  constructor(
    reason: SsoFailure,
    detail: string | null = null,
    userId: string | null = null,
    compared: Compared | null = null,
  ) {
    super(detail === null ? reason : `${reason}: ${detail}`)
    this.name = 'SsoRefusal'
    this.reason = reason
    this.detail = detail
    this.userId = userId
    this.compared = compared
  }
}

/** A refusal because of one claim, which the person who tests may see. */
export const refusalOfClaim = (detail: string, claim: string, came: unknown, needed: string) =>
  new SsoRefusal('answer-not-accepted', detail, null, {
    claim,
    came: shownValue(came),
    needed,
    ok: false,
  })

const longestValue = 300

/** A value of a claim as it may be shown and stored; null: there is none. */
export function shownValue(value: unknown): string | null {
  if (value === undefined || value === null) return null
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return [...onOneLine(text.toWellFormed())].slice(0, longestValue).join('').trim()
}

/** What a provider sent as a word of its own, made fit for a log; null: it is no such word. */
export const foreignWord = (word: unknown): string | null =>
  typeof word === 'string' && /^[A-Za-z][A-Za-z_-]{0,39}$/.test(word) ? word : null
