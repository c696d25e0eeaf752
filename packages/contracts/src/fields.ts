import * as z from 'zod/mini'
import { isEmailAddress } from './email-address.ts'
import { readLink } from './link-token.ts'
import { visibleText } from './visible-text.ts'

/**
 * Fields that several contracts share.
 *
 * PostgreSQL stores neither U+0000 in text nor lone surrogates in jsonb, so no string that holds
 * one passes: it would otherwise fail deep inside and become a 500.
 */
const storable = (value: string) => value.isWellFormed() && !value.includes('\0')

export const text = (maximumCodePoints: number, minimumCodePoints = 0) =>
  bounded(z.string(), maximumCodePoints, minimumCodePoints)

/** Marks that nobody sees are dropped before anything is judged: they get into no stored name. */
const visible = (maximumCodePoints: number) =>
  bounded(z.string().check(z.overwrite(visibleText)), maximumCodePoints, 1)

const bounded = (
  field: z.ZodMiniString<string>,
  maximumCodePoints: number,
  minimumCodePoints: number,
) =>
  field.check(
    z.maxLength(maximumCodePoints * 2, 'is too long'),
    z.refine(storable, 'must be well-formed Unicode without U+0000'),
    z.refine((value) => {
      const length = [...value].length
      return length >= minimumCodePoints && length <= maximumCodePoints
    }, `must have ${minimumCodePoints} to ${maximumCodePoints} characters`),
  )

/** One line that people read, such as a name: no control characters, not blank. */
export const line = (maximumCodePoints: number) =>
  visible(maximumCodePoints).check(
    z.refine((value) => !/\p{Cc}/u.test(value), 'must not hold control characters'),
    z.refine((value) => value.trim() !== '', 'must not be blank'),
  )

export const emailAddress = visible(254).check(
  z.refine(isEmailAddress, 'must be an e-mail address'),
)

/** 1–254 code points without control characters. What is typed; compared as `usernameKey`. */
export const username = line(254)

/**
 * A password as typed. The policy refuses what is over 128 code points; this bound only keeps
 * hostile input small.
 */
export const password = text(4_096, 1)

/**
 * `<id>.<mac>`, both base64url, or the link that it came in: read as the pages read it. Judged by
 * its MAC alone, so anything short and storable may come.
 */
export const token = bounded(
  z.string().check(z.overwrite((given) => readLink(given)?.token ?? given)),
  512,
  1,
)

/** Six digits, with whatever spaces, hyphens and digit forms people type. */
export const code = text(64, 1)

export const uuid = z.uuid()

/** RFC 3339, UTC. */
export const instant = z.iso.datetime()

export const kind = z.enum(['staff', 'device', 'contact', 'member'])
export const policyName = z.enum(['balanced', 'letter-and-digit', 'strict', 'nist'])

/** Which password opened a session in which a new one must be chosen. */
export const openedBy = z.enum(['temporary-password', 'password'])

export type Kind = z.infer<typeof kind>
export type PolicyName = z.infer<typeof policyName>
