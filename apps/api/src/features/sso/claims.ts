import { emailAddress, text } from '@rekey/contracts/fields'
import { typedName, visibleText } from '@rekey/contracts/visible-text'
import { onOneLine } from '../../mail/shown-name.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** What a provider says of somebody, once its answer was found genuine. */
export type Claims = {
  readonly issuer: string
  /** Who they are there, for good. */
  readonly subject: string
  /** Null: none that the provider stands for. */
  readonly email: string | null
  readonly displayName: string | null
}

type Said = { readonly [K in keyof Claims]: unknown }

const longestName = 200
const subjectText = text(1_000, 1)

/**
 * Claims as they may be kept. An address or name that is none is left out.
 * @throws SsoRefusal answer-not-accepted, when it names nobody
 */
export function readClaims({ issuer, subject, email, displayName }: Said): Claims {
  const named = subjectText.safeParse(subject)
  if (typeof issuer !== 'string' || !named.success) {
    throw new SsoRefusal('answer-not-accepted', 'no-subject')
  }
  const address = emailAddress.safeParse(typeof email === 'string' ? typedName(email) : email)
  return {
    issuer,
    subject: named.data,
    email: address.success ? address.data : null,
    displayName: readName(displayName),
  }
}

function readName(said: unknown): string | null {
  if (typeof said !== 'string') return null
  const shown = onOneLine(visibleText(said.toWellFormed()))
  return [...shown].slice(0, longestName).join('').trim() || null
}
