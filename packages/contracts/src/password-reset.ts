import * as z from 'zod/mini'
import { code, instant, kind, newPassword, policyName, token, username } from './fields.ts'
import { template } from './messages.ts'
import { route } from './route.ts'
import { factorProof, factorRequest, newPasskey, passkeyCreation } from './second-factor-fields.ts'
import { recoveryCodes } from './second-factors.ts'

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
    /** Whether a new passkey may take the place of the password. */
    passkeyOffered: z.boolean(),
  }),
  problems: ['reset-link-invalid'],
})

/**
 * Checks a code. A wrong code counts as an attempt; a right one can still be used afterwards. It
 * also says whether saving needs a second factor. The challenges for passkeys work for this reset
 * alone, for 15 minutes; another call gives new ones.
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
    /** What a browser needs to make the passkey that ends the reset. Null: only a password can. */
    newPasskey: z.nullable(passkeyCreation),
  }),
  problems: ['reset-link-invalid', 'reset-code-wrong'],
})

/** Either a password or a passkey. Lost passkeys can only be removed for a new one. */
const requireOneEnd = z.check<{
  newPassword?: string | undefined
  passkey?: unknown
  removeOtherPasskeys?: boolean | undefined
}>(({ value, issues }) => {
  const { newPassword, passkey, removeOtherPasskeys } = value
  const fault = (field: string, message: string) =>
    issues.push({ code: 'custom', input: value, path: [field], message })
  if (newPassword === undefined && !passkey) fault('newPassword', 'must be given, or a passkey')
  if (newPassword !== undefined && passkey) fault('passkey', 'can’t be given with a new password')
  if (removeOtherPasskeys && !passkey) fault('removeOtherPasskeys', 'needs a passkey')
})

/**
 * Saves the new password with link, code, a good password and, if the user has one, a second
 * factor. It works once. A refused password uses no second factor up, so the same proof can be sent
 * again. The fifth wrong second factor ends the reset. Where second factors are offered to the
 * user's kind, a new passkey can take the place of the password: the old password ends, and the
 * user then signs in with the passkey. Device users, console passwords and users who sign in with a
 * provider are left out.
 */
export const completeReset = route({
  name: 'complete-reset',
  method: 'POST',
  path: '/password-resets/complete',
  summary: 'Save a new password or a passkey with link and code',
  access: 'public',
  limit: 'codeTries',
  body: z
    .strictObject({
      token,
      code,
      newPassword: z.optional(newPassword),
      /** In place of a password: what the browser made from `newPasskey` of `verify-code`. */
      passkey: z.optional(newPasskey),
      /** The user has lost the passkeys that they had. */
      removeOtherPasskeys: z.optional(z.boolean()),
      secondFactor: z.optional(factorProof),
    })
    .check(requireOneEnd),
  status: 200,
  answer: z.object({
    username: z.string(),
    kind,
    signInUrl: z.string(),
    /** Ten codes that come with the user's first passkey. They are shown only in this answer. */
    recoveryCodes: z.nullable(recoveryCodes),
  }),
  answerHoldsSecret: true,
  problems: [
    'reset-link-invalid',
    'reset-code-wrong',
    'second-factor-required',
    'second-factor-wrong',
    'password-not-accepted',
    'passkey-not-accepted',
    'not-permitted',
    'conflict',
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
