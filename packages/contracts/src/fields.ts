import * as z from 'zod/mini'
import { isEmailAddress } from './email-address.ts'
import { readLink } from './link-token.ts'
import { visibleText } from './visible-text.ts'

/**
 * Fields that several contracts share.
 *
 * PostgreSQL can't store U+0000 in text or lone surrogates in jsonb. Strings with either are
 * refused here, because they would fail later and become a 500.
 */
export const isStorable = (value: string) => value.isWellFormed() && !value.includes('\0')

export const text = (maximumCodePoints: number, minimumCodePoints = 0) =>
  bounded(z.string(), maximumCodePoints, minimumCodePoints)

/** Drops invisible characters before checking anything, so that no stored name contains them. */
const visible = (maximumCodePoints: number) =>
  bounded(z.string().check(z.overwrite(visibleText)), maximumCodePoints, 1)

const bounded = (
  field: z.ZodMiniString<string>,
  maximumCodePoints: number,
  minimumCodePoints: number,
) =>
  field.check(
    z.maxLength(maximumCodePoints * 2, 'is too long'),
    z.refine(isStorable, 'must be well-formed Unicode without U+0000'),
    z.refine((value) => {
      const length = [...value].length
      return length >= minimumCodePoints && length <= maximumCodePoints
    }, `must have ${minimumCodePoints} to ${maximumCodePoints} characters`),
    // JSON Schema counts code points too.
    z.meta({ minLength: minimumCodePoints, maxLength: maximumCodePoints }),
  )

/** One line that people read, such as a name. It has no control characters and isn't blank. */
export const line = (maximumCodePoints: number) =>
  visible(maximumCodePoints).check(
    z.refine((value) => !/\p{Cc}/u.test(value), 'must not hold control characters'),
    z.refine((value) => value.trim() !== '', 'must not be blank'),
  )

export const emailAddress = visible(254).check(
  z.refine(isEmailAddress, 'must be an e-mail address'),
)

/** 1–254 code points without control characters, as typed. Compare usernames by `usernameKey`. */
export const username = line(254)

/**
 * A password as typed. The policy refuses more than 128 code points. This limit only keeps hostile
 * input small.
 */
export const password = text(4_096, 1)

/**
 * A password that is to be saved. Programs read one from a file together with the end of its line,
 * which no password field of a browser can hold.
 */
export const newPassword = password.check(
  z.refine((value) => !/[\r\n]/.test(value), 'must not hold line breaks'),
)

/**
 * `<id>.<mac>`, both base64url, or the link that contains it. The API reads it as the pages do.
 * Only the MAC decides whether it is valid, so any short, storable text is allowed here.
 */
export const token = bounded(
  z.string().check(z.overwrite((given) => readLink(given)?.token ?? given)),
  512,
  1,
)

/** Six digits, with any spaces, hyphens and digit forms that people type. */
export const code = text(64, 1)

/** Capitals make no difference (RFC 9562, section 4). Swift and SQL Server write them. */
export const uuid = z.uuid().check(z.toLowerCase())

/** RFC 3339, UTC. */
export const instant = z.iso.datetime()

/** RFC 3339. A caller may name any offset from UTC, as many languages do by themselves. */
export const givenInstant = z.iso.datetime({
  offset: true,
  error: 'must be a time such as 2026-11-01T08:00:00Z. In a query, write + as %2B',
})

export const kind = z.enum(['staff', 'device', 'contact', 'member'])
export const policyName = z.enum(['balanced', 'letter-and-digit', 'strict', 'nist'])

/** What opened a session in which the user must choose a new password. */
export const openedBy = z.enum(['temporary-password', 'password', 'passkey'])

export type Kind = z.infer<typeof kind>
export type PolicyName = z.infer<typeof policyName>
