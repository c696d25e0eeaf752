import { emailAddress, text } from '@rekey/contracts/fields'
import { typedName, visibleText } from '@rekey/contracts/visible-text'
import { minute } from '../../lib/clock.ts'
import { onOneLine } from '../../mail/shown-name.ts'
import { SsoRefusal } from './sso-refusal.ts'

/** The facts that a provider gives about a person, after its answer was found genuine. */
export type Claims = {
  readonly issuer: string
  /** The person's permanent id at the provider. */
  readonly subject: string
  /** Null: the provider confirms no address. */
  readonly email: string | null
  readonly displayName: string | null
  /** Milliseconds between the sign-in there and the answer, by its clock; null: it doesn't say. */
  readonly signedInMsAgo: number | null
  /** Everything that was said about the person, as it was sent: for tests alone. */
  readonly said: Readonly<Record<string, unknown>>
}

type Said = { readonly [K in Exclude<keyof Claims, 'signedInMsAgo' | 'said'>]: unknown } & {
  readonly said: Claims['said']
  /** Milliseconds, by the provider's clock; null: it doesn't say. */
  readonly signedInAt: number | null
  readonly answeredAt: number
}

const longestName = 200
const subjectText = text(1_000, 1)

/**
 * Claims as they may be kept. An address or name that is none is left out.
 * @throws SsoRefusal answer-not-accepted, when it names nobody
 */
export function readClaims({ issuer, subject, email, displayName, said, ...times }: Said): Claims {
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
    signedInMsAgo: readSignedInMsAgo(times),
    said,
  }
}

/** @throws SsoRefusal when they are to sign in after the answer was written */
function readSignedInMsAgo({ signedInAt, answeredAt }: Pick<Said, 'signedInAt' | 'answeredAt'>) {
  if (signedInAt === null || Number.isNaN(signedInAt) || Number.isNaN(answeredAt)) return null
  const ago = answeredAt - signedInAt
  if (ago < -minute) throw new SsoRefusal('answer-not-accepted', 'not-yet-valid')
  return Math.max(0, ago)
}

function readName(said: unknown): string | null {
  if (typeof said !== 'string') return null
  const shown = onOneLine(visibleText(said.toWellFormed()))
  return [...shown].slice(0, longestName).join('').trim() || null
}
