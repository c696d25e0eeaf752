import * as z from 'zod/mini'
import { instant, kind, openedBy, password, policyName, text, username, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { permissions } from './permissions.ts'
import { route } from './route.ts'
import {
  factorRequest,
  passkeyAnswer,
  passkeyRequest,
  proofFields,
  requireProof,
} from './second-factor-fields.ts'

/** The signed-in user as they see themselves. */
export const ownUser = z.object({
  id: uuid,
  username: z.string(),
  displayName: z.string(),
  kind,
  role: z.object({ id: uuid, name: z.string() }),
  permissions: z.array(z.enum(permissions)),
})

/** `browser`: an HttpOnly cookie. `app`: tokens, for software that stores them itself. */
export const client = z.enum(['browser', 'app'])

/** An app's tokens: a JWT that is valid for ten minutes, and a refresh token that works once. */
const tokens = {
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresInSeconds: z.int(),
}

/** Additional fields of answers to apps. Each is left out if it doesn't apply. */
export const appAnswer = z.partial(z.object({ ...tokens, deviceToken: z.string() })).shape

/**
 * Proves an app's earlier sign-in, as the device cookie does for browsers. With it, wrong passwords
 * from strangers don't delay the user, wherever a password is typed. Browsers send their cookie
 * instead.
 */
export const deviceToken = z.optional(text(4_096, 1))

/** What opened a session. */
export const sessionOpener = z.enum([
  'password',
  'temporary-password',
  'console-password',
  'sso',
  'passkey',
])

export type SessionOpener = z.infer<typeof sessionOpener>

/** A session, as shown to its own user. */
export const session = z.object({
  id: uuid,
  current: z.boolean(),
  client,
  /** What opened the session. A console password opens only the console. */
  openedBy: sessionOpener,
  /** From a fixed list ("Chrome on Windows"), or null if the browser isn't known. */
  device: z.nullable(z.string()),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
})

const signedIn = z.object({
  user: ownUser,
  /** True: this session may only set a new password or sign out. */
  mustChangePassword: z.boolean(),
  /** The kind of password that was used, or that it was a passkey. */
  method: openedBy,
  passwordPolicy: policyName,
  /** Tokens are included only with `client: "app"`. */
  ...appAnswer,
})

/**
 * Opens a session, with a cookie for a browser or tokens for an app. If the user has a second
 * factor and this browser or app isn't remembered, the right password gets `second-factor-required`
 * with a `challenge` for `POST /sessions/second-factor`. Other systems sign people in with `client:
 * "app"`. They can't use a console password that way, because it only works for our own console in
 * a browser.
 */
export const signIn = route({
  name: 'sign-in',
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in',
  access: 'public',
  limit: 'signIns',
  body: z.strictObject({
    username,
    password,
    client: z.optional(client),
    deviceToken,
  }),
  status: 201,
  answer: signedIn,
  answerHoldsSecret: true,
  problems: [
    'sign-in-failed',
    'second-factor-required',
    'sign-in-elsewhere',
    'rate-limited',
    'overloaded',
  ],
  statuses: { 'second-factor-required': 401 },
})

/**
 * Completes a sign-in whose password was right. The challenge belongs to that user and client,
 * works for five minutes and opens one session. Wrong second factors delay the next try as wrong
 * passwords do, and the fifth ends the challenge.
 */
export const proveSecondFactor = route({
  name: 'prove-second-factor',
  method: 'POST',
  path: '/sessions/second-factor',
  summary: 'Sign in with the second factor',
  access: 'public',
  limit: 'signIns',
  body: z
    .strictObject({
      challenge: text(512, 1),
      ...proofFields,
      /** Don't ask on this browser or app for the days that the settings say. */
      remember: z.optional(z.boolean()),
      deviceToken,
    })
    .check(requireProof),
  status: 201,
  answer: signedIn,
  answerHoldsSecret: true,
  problems: ['sign-in-failed', 'second-factor-wrong', 'sign-in-elsewhere', 'rate-limited'],
  statuses: { 'second-factor-wrong': 401 },
})

/**
 * The challenge works for five minutes. The user chooses one of the passkeys that the browser has.
 */
export const passkeySignInOptions = route({
  name: 'passkey-sign-in-options',
  method: 'POST',
  path: '/sessions/passkey/options',
  summary: 'What a browser needs to sign in with a passkey',
  access: 'public',
  limit: 'signIns',
  status: 200,
  answer: passkeyRequest,
  problems: [],
})

/**
 * Signs in without a password. The passkey has to verify the person, by a PIN or their finger, so
 * it counts as two factors. Users who sign in at an identity provider can't.
 */
export const signInWithPasskey = route({
  name: 'sign-in-with-passkey',
  method: 'POST',
  path: '/sessions/passkey',
  summary: 'Sign in with a passkey, without a password',
  access: 'public',
  limit: 'signIns',
  body: z.strictObject({
    response: passkeyAnswer,
    client: z.optional(client),
    deviceToken,
  }),
  status: 201,
  answer: signedIn,
  answerHoldsSecret: true,
  problems: ['sign-in-failed', 'sign-in-elsewhere'],
})

/** For `POST /sessions/current/second-factor`. Without second factors, `methods` is empty. */
export const currentFactorOptions = route({
  name: 'current-factor-options',
  method: 'POST',
  path: '/sessions/current/second-factor/options',
  summary: 'What you can prove your second factor with',
  access: 'session',
  limit: null,
  status: 200,
  answer: factorRequest,
  problems: [],
})

/**
 * Proves the second factor in a session that is open, for acts that need it of the last ten
 * minutes. Wrong ones delay the next try as wrong passwords do.
 */
export const proveFactorAgain = route({
  name: 'prove-factor-again',
  method: 'POST',
  path: '/sessions/current/second-factor',
  summary: 'Prove your second factor again',
  access: 'session',
  limit: 'signIns',
  body: z.strictObject(proofFields).check(requireProof),
  status: 200,
  answer: z.object({ provedAt: instant }),
  problems: ['second-factor-wrong', 'rate-limited'],
})

/** A refresh token works once. Using it again ends its session. */
export const refreshSession = route({
  name: 'refresh-session',
  method: 'POST',
  path: '/sessions/refresh',
  summary: 'Renew the tokens of an app session',
  access: 'public',
  limit: 'signIns',
  body: z.strictObject({ refreshToken: text(512, 1) }),
  status: 200,
  answer: z.object(tokens),
  answerHoldsSecret: true,
  problems: ['not-signed-in'],
})

/**
 * The caller's user, permissions and session. A client calls it first to find out whether it is
 * signed in.
 */
export const currentSession = route({
  name: 'current-session',
  method: 'GET',
  path: '/sessions/current',
  summary: 'Who is signed in here',
  access: 'session',
  limit: null,
  status: 200,
  answer: z.object({
    user: ownUser,
    session,
    /** The policy of the user's kind, which checks a new password. */
    passwordPolicy: policyName,
    /** The identity provider where the user signs in instead of with a password here. */
    signsInWith: z.nullable(
      z.object({
        name: z.string(),
        resetUrl: z.nullable(z.string()),
        /** Leads to the provider. With `?again=true` the provider asks for the password again. */
        startUrl: z.string(),
      }),
    ),
  }),
  problems: [],
})

/** Newest first. A session that has ended isn't listed. */
export const listSessions = route({
  name: 'list-sessions',
  method: 'GET',
  path: '/sessions',
  summary: 'Your own sessions, newest first',
  access: 'session',
  limit: null,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(session),
  problems: [],
})

/** Ends the session of this call. A browser's cookie is deleted too. */
export const signOut = route({
  name: 'sign-out',
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'Sign out here',
  access: 'session',
  inChangeOnlySession: true,
  withoutFactor: true,
  limit: null,
  status: 204,
  answer: null,
  problems: [],
})

/** For example, the session on a lost phone. It works for the current session too. */
export const endSession = route({
  name: 'end-session',
  method: 'DELETE',
  path: '/sessions/{id}',
  summary: 'End one of your own sessions',
  access: 'session',
  limit: null,
  params: z.strictObject({ id: uuid }),
  status: 204,
  answer: null,
  problems: ['not-found'],
})

/** All of them end at once, on browsers and in apps. `sessionsEnded` counts them. */
export const endOtherSessions = route({
  name: 'end-other-sessions',
  method: 'DELETE',
  path: '/sessions',
  summary: 'End all your own sessions except this one',
  access: 'session',
  limit: null,
  status: 200,
  answer: z.object({ sessionsEnded: z.int() }),
  problems: [],
})
