import * as z from 'zod/mini'
import { instant, kind, password, policyName, username, uuid } from './fields.ts'
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

/** One signed-in browser, as its own user sees it. */
export const session = z.object({
  id: uuid,
  current: z.boolean(),
  client: z.enum(['browser']),
  /** From a fixed list ("Chrome on Windows"); null where the browser is not known. */
  device: z.nullable(z.string()),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
})

export const signIn = route({
  name: 'sign-in',
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in',
  access: 'public',
  limit: 'signIns',
  body: z.strictObject({ username, password, client: z.optional(z.enum(['browser'])) }),
  status: 201,
  answer: z.object({ user: ownUser, mustChangePassword: z.boolean() }),
  problems: ['sign-in-failed', 'sign-in-elsewhere', 'rate-limited', 'overloaded'],
})

export const currentSession = route({
  name: 'current-session',
  method: 'GET',
  path: '/sessions/current',
  summary: 'Who is signed in here',
  access: 'session',
  limit: null,
  status: 200,
  /** The policy is that of the user's kind: what a new password is judged by. */
  answer: z.object({ user: ownUser, session, passwordPolicy: policyName }),
  problems: [],
})

export const listSessions = route({
  name: 'list-sessions',
  method: 'GET',
  path: '/sessions',
  summary: 'The own sessions, newest first',
  access: 'session',
  limit: null,
  query: z.strictObject({
    limit: z.optional(z.string().check(z.regex(/^([1-9]\d?|100)$/, 'must be 1 to 100'))),
    cursor: z.optional(z.string().check(z.maxLength(200))),
  }),
  status: 200,
  answer: z.object({
    items: z.array(session),
    nextCursor: z.nullable(z.string()),
    prevCursor: z.nullable(z.string()),
  }),
  problems: [],
})

export const signOut = route({
  name: 'sign-out',
  method: 'DELETE',
  path: '/sessions/current',
  summary: 'Sign out here',
  access: 'session',
  limit: null,
  status: 204,
  answer: null,
  problems: [],
})

export const endSession = route({
  name: 'end-session',
  method: 'DELETE',
  path: '/sessions/{id}',
  summary: 'End one of the own sessions',
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
  summary: 'End all own sessions but this one',
  access: 'session',
  limit: null,
  status: 200,
  answer: z.object({ sessionsEnded: z.int() }),
  problems: [],
})
