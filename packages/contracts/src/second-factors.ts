import * as z from 'zod/mini'
import { code, instant, line, uuid } from './fields.ts'
import { route } from './route.ts'
import { newPasskey, passkeyCreation } from './second-factor-fields.ts'

/** How many second factors a user can have. */
export const maximumFactors = 20

/** How many recovery codes are made at a time. */
export const recoveryCodeCount = 10

/** An authenticator app or a passkey of the signed-in user. */
export const secondFactor = z.object({
  id: uuid,
  type: z.enum(['totp', 'passkey']),
  name: z.string(),
  createdAt: instant,
  lastUsedAt: z.nullable(instant),
  /**
   * False: somebody chose "This wasn't me" in the mail about it. It proves nothing any more, but
   * while the user has it, a second factor is still asked for.
   */
  proves: z.boolean(),
})

export type SecondFactor = z.infer<typeof secondFactor>

/** Ten codes, each of which works once. They are shown only in this answer. */
export const recoveryCodes = z.array(z.string())

const name = line(60)
const params = z.strictObject({ id: uuid })
/** A session that is too old, or whose user hasn't proved their second factor lately. */
const recent = ['recent-sign-in-required', 'second-factor-required'] as const

/**
 * Oldest first. `dueAt` is set while the settings require a second factor that the user doesn't
 * have: from then on the user can only add one. It is null in a session that an identity provider
 * opened, because none is required there.
 */
export const listSecondFactors = route({
  name: 'list-second-factors',
  method: 'GET',
  path: '/account/second-factors',
  summary: 'Your own second factors',
  access: 'session',
  withoutFactor: true,
  limit: null,
  status: 200,
  answer: z.object({
    items: z.array(secondFactor),
    recoveryCodesLeft: z.int(),
    /** Whether the settings let the user add one. */
    isOffered: z.boolean(),
    /** Whether the last one can't be removed. */
    isRequired: z.boolean(),
    dueAt: z.nullable(instant),
  }),
  problems: [],
})

/**
 * Makes a secret for an authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds). It counts once a
 * code of the app has confirmed it. Until then a new call replaces it.
 */
export const addTotp = route({
  name: 'add-totp',
  method: 'POST',
  path: '/account/second-factors/totp',
  summary: 'Start to add an authenticator app',
  access: 'session',
  withoutFactor: true,
  limit: null,
  body: z.strictObject({ name }),
  status: 201,
  /** `secret` is base32. `uri` is what a QR code shows (`otpauth://`). */
  answer: z.object({ id: uuid, secret: z.string(), uri: z.string() }),
  answerHoldsSecret: true,
  problems: [...recent, 'conflict'],
})

/** The first second factor brings ten recovery codes. */
export const confirmTotp = route({
  name: 'confirm-totp',
  method: 'POST',
  path: '/account/second-factors/{id}/confirm',
  summary: 'Confirm an authenticator app with a code that it shows',
  access: 'session',
  withoutFactor: true,
  limit: 'codeTries',
  params,
  body: z.strictObject({ code }),
  status: 200,
  answer: z.object({ recoveryCodes: z.nullable(recoveryCodes) }),
  answerHoldsSecret: true,
  problems: [...recent, 'second-factor-wrong', 'not-found', 'conflict', 'rate-limited'],
})

/** The challenge is bound to this session and works for five minutes. */
export const addPasskeyOptions = route({
  name: 'add-passkey-options',
  method: 'POST',
  path: '/account/second-factors/passkeys/options',
  summary: 'What a browser needs to make a passkey',
  access: 'session',
  withoutFactor: true,
  limit: null,
  status: 200,
  answer: passkeyCreation,
  problems: [...recent, 'conflict'],
})

/** The first second factor brings ten recovery codes. */
export const addPasskey = route({
  name: 'add-passkey',
  method: 'POST',
  path: '/account/second-factors/passkeys',
  summary: 'Add a passkey that the browser has made',
  access: 'session',
  withoutFactor: true,
  limit: 'codeTries',
  body: z.strictObject({ name, response: newPasskey }),
  status: 201,
  answer: z.extend(secondFactor, { recoveryCodes: z.nullable(recoveryCodes) }),
  answerHoldsSecret: true,
  problems: [...recent, 'second-factor-wrong', 'conflict'],
})

/** The name helps the user to tell their second factors apart. */
export const renameSecondFactor = route({
  name: 'rename-second-factor',
  method: 'PATCH',
  path: '/account/second-factors/{id}',
  summary: 'Rename one of your second factors',
  access: 'session',
  limit: null,
  params,
  body: z.strictObject({ name }),
  status: 200,
  answer: secondFactor,
  problems: [...recent, 'not-found'],
})

/**
 * Browsers that were remembered have to prove a second factor again. With the last one, the
 * recovery codes end too. `conflict`: the settings require the last one. Or the passkey is the
 * user's only way to sign in, because they have no password. Or only one that proves nothing would
 * be left.
 */
export const removeSecondFactor = route({
  name: 'remove-second-factor',
  method: 'DELETE',
  path: '/account/second-factors/{id}',
  summary: 'Remove one of your second factors',
  access: 'session',
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: [...recent, 'not-found', 'conflict'],
})

/** All earlier codes end. `conflict`: the user has no second factor. */
export const replaceRecoveryCodes = route({
  name: 'replace-recovery-codes',
  method: 'POST',
  path: '/account/recovery-codes',
  summary: 'Replace your recovery codes',
  access: 'session',
  limit: null,
  status: 201,
  answer: z.object({ recoveryCodes }),
  answerHoldsSecret: true,
  problems: [...recent, 'conflict'],
})
