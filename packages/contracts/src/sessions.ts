import * as z from 'zod/mini'
import { instant, kind, openedBy, password, policyName, text, username, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { permissions } from './permissions.ts'
import { route } from './route.ts'

/** The signed-in user as they see themselves. */
export const ownUser = z.object({
  id: uuid,
  username: z.string(),
  displayName: z.string(),
  kind,
  role: z.object({ id: uuid, name: z.string() }),
  permissions: z.array(z.enum(permissions)),
})

/** `browser`: an HttpOnly cookie. `app`: tokens, for software that keeps them itself. */
export const client = z.enum(['browser', 'app'])

/** What an app client holds: a JWT for ten minutes, and what renews it, once. */
const tokens = {
  accessToken: z.string(),
  refreshToken: z.string(),
  expiresInSeconds: z.int(),
}

/** What an answer to an app may hold beside its own fields; each is left out where it isn't due. */
export const appAnswer = z.partial(z.object({ ...tokens, deviceToken: z.string() })).shape

/**
 * An app's proof of an earlier sign-in, as the device cookie is a browser's: what strangers do to
 * the name doesn't hold it up wherever a password is typed. Browsers send their cookie instead.
 */
export const deviceToken = z.optional(text(4_096, 1))

/** What opened a session. */
export const sessionOpener = z.enum(['password', 'temporary-password', 'console-password', 'sso'])

export type SessionOpener = z.infer<typeof sessionOpener>

/** One signed-in client, as its own user sees it. */
export const session = z.object({
  id: uuid,
  current: z.boolean(),
  client,
  /** What opened it. A console password opens the console and nothing else. */
  openedBy: sessionOpener,
  /** From a fixed list ("Chrome on Windows"); null where the browser is not known. */
  device: z.nullable(z.string()),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
})

/**
 * Other systems sign people in with `client: "app"`, and never get a console password past us that
 * way: it is good for our own console in a browser alone.
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
  answer: z.object({
    user: ownUser,
    /** True: this session may only set a new password or sign out. */
    mustChangePassword: z.boolean(),
    /** Which password was right. */
    method: openedBy,
    passwordPolicy: policyName,
    /** The tokens come with `client: "app"` alone. */
    ...appAnswer,
  }),
  problems: ['sign-in-failed', 'sign-in-elsewhere', 'rate-limited', 'overloaded'],
})

/** A refresh token works once; one that comes a second time ends its session. */
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
  problems: ['not-signed-in'],
})

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
    /** That of the user's kind: what a new password is judged by. */
    passwordPolicy: policyName,
    /** The identity provider at which the user signs in, in place of a password here. */
    signsInWith: z.nullable(
      z.object({
        name: z.string(),
        resetUrl: z.nullable(z.string()),
        /** Leads there. With `?again=true` the provider asks for the password again. */
        startUrl: z.string(),
      }),
    ),
  }),
  problems: [],
})

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

export const signOut = route({
  name: 'sign-out',
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'Sign out here',
  access: 'session',
  inChangeOnlySession: true,
  limit: null,
  status: 204,
  answer: null,
  problems: [],
})

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
