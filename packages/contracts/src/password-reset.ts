import * as z from 'zod/mini'
import { code, instant, kind, password, policyName, token, username } from './fields.ts'
import { template } from './messages.ts'
import { route } from './route.ts'
import { factorProof, factorRequest } from './second-factor-fields.ts'

const accepted = z.object({ status: z.literal('accepted'), resendAfterSeconds: z.int() })

/**
 * Mails a link and a code, or a temporary password, as the settings say for the user's kind. The
 * answer is the same for every name, as nothing is looked up before it is sent.
 */
export const requestReset = route({
  name: 'request-reset',
  method: 'POST',
  path: '/password-resets',
  summary: 'Request a password reset by e-mail',
  access: 'public',
  limit: 'passwordResets',
  body: z.strictObject({ username }),
  status: 202,
  answer: accepted,
  problems: ['overloaded'],
})

/** Does the same as `request-reset`, under the name that contacts' web sites already use. */
export const requestTemporaryPassword = route({
  name: 'request-temporary-password',
  method: 'POST',
  path: '/temporary-passwords',
  summary:
    'Request a temporary password by e-mail; the settings decide what is sent to each kind of user',
  access: 'public',
  limit: 'passwordResets',
  body: z.strictObject({ username }),
  status: 202,
  answer: accepted,
  problems: ['overloaded'],
})

/** The username of a link and its expiry. Calling it changes nothing. */
export const inspectReset = route({
  name: 'inspect-reset',
  method: 'POST',
  path: '/password-resets/inspect',
  summary: 'Who a reset link is for, and until when it works',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token }),
  status: 200,
  answer: z.object({
    username: z.string(),
    kind,
    purpose: z.enum(['reset', 'create', 'console']),
    /** Null until the mail server has accepted the first mail. */
    expiresAt: z.nullable(instant),
    triesLeft: z.int(),
    passwordPolicy: policyName,
  }),
  problems: ['reset-link-invalid'],
})

/**
 * Checks a code. A wrong code counts as an attempt; a right one can still be used afterwards. It also
 * says whether saving needs a second factor. The challenge for a passkey works for this reset alone,
 * for 15 minutes; another call gives a new one.
 */
export const verifyCode = route({
  name: 'verify-code',
  method: 'POST',
  path: '/password-resets/verify-code',
  summary: 'Check the 6-digit code of a reset',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token, code }),
  status: 200,
  answer: z.object({
    valid: z.literal(true),
    expiresAt: z.nullable(instant),
    /** Null: the user has no second factor. */
    secondFactor: z.nullable(factorRequest),
  }),
  problems: ['reset-link-invalid', 'reset-code-wrong'],
})

/**
 * Saves the new password with link, code, a good password and, if the user has one, a second factor.
 * It works once. A refused password uses no second factor up, so the same proof can be sent again.
 * The fifth wrong second factor ends the reset.
 */
export const completeReset = route({
  name: 'complete-reset',
  method: 'POST',
  path: '/password-resets/complete',
  summary: 'Save a new password with link and code',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({
    token,
    code,
    newPassword: password,
    secondFactor: z.optional(factorProof),
  }),
  status: 200,
  answer: z.object({ username: z.string(), kind, signInUrl: z.string() }),
  problems: [
    'reset-link-invalid',
    'reset-code-wrong',
    'second-factor-required',
    'second-factor-wrong',
    'password-not-accepted',
    'overloaded',
  ],
})

/**
 * What "This wasn't me" did. `stopped`: the reset ended. `blocked`: the password was blocked.
 * `unlinked`: the link with a provider was removed. `signed-out`: a second factor was reported.
 * `caller-refused`: a code for the help desk stopped working. `address-removed`: a recovery address
 * was removed. `recorded`: it was too late to change anything.
 */
export const disownOutcome = z.enum([
  'stopped',
  'blocked',
  'unlinked',
  'signed-out',
  'caller-refused',
  'address-removed',
  'recorded',
])

export type DisownOutcome = z.infer<typeof disownOutcome>

/**
 * What a "This wasn't me" link is about, so that a page can say what it will do. Calling it changes
 * nothing. Accepts the same tokens as `disown-reset`.
 */
export const inspectDisown = route({
  name: 'inspect-disown',
  method: 'POST',
  path: '/password-resets/disown/inspect',
  summary: 'What a "This wasn\'t me" link is about',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token }),
  status: 200,
  /** The kind of the mail that contains the link. */
  answer: z.object({ about: template }),
  problems: ['reset-link-invalid'],
})

/** "This wasn't me". Accepts the token of the mail's own link, or that of a valid reset. */
export const disownReset = route({
  name: 'disown-reset',
  method: 'POST',
  path: '/password-resets/disown',
  summary: 'Cancel a reset that its user did not request',
  access: 'public',
  limit: 'codeTries',
  body: z.strictObject({ token }),
  status: 200,
  answer: z.object({ outcome: disownOutcome }),
  problems: ['reset-link-invalid'],
})
