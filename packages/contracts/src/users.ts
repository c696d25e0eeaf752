import * as z from 'zod/mini'
import { emailAddress, instant, kind, line, text, username, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { message, messageStatus, reason } from './messages.ts'
import { organization } from './organizations.ts'
import type { Access } from './route.ts'
import { route } from './route.ts'
import { recoveryMethod } from './settings.ts'

/**
 * `none`: no password yet. `temporary`: a temporary one is living, whatever else. `must-change`:
 * the password opens the change-only session. `blocked`: it signs nobody in any more.
 */
export const passwordState = z.enum(['none', 'set', 'temporary', 'must-change', 'blocked'])
export const userStatus = z.enum(['active', 'deactivated'])

const role = z.object({ id: uuid, name: z.string() })

/** An account. Callers with contacts.read alone see contacts, their addresses masked. */
export const user = z.object({
  id: uuid,
  username: z.string(),
  displayName: z.string(),
  kind,
  status: userStatus,
  emailTo: z.nullable(z.string()),
  /** Where resets go; null: no mail can reach this user. */
  resetAddress: z.nullable(z.string()),
  organization: z.nullable(organization),
  role,
  extraRoles: z.array(role),
  signInMethod: z.enum(['password', 'sso']),
  /** With `sso`: where; their password, if any, is the console password. */
  signsInWith: z.nullable(
    z.object({ id: uuid, name: z.string(), resetUrl: z.nullable(z.string()) }),
  ),
  /** Holds `console.access`. */
  opensConsole: z.boolean(),
  /**
   * What a reset that is started for this user mails unless the other is chosen, by the settings of
   * the kind, and for how many hours each works. Link and code work longer to create a first password.
   */
  recovery: z.object({
    /** `console`: of a user who signs in elsewhere, for the password that opens the console alone. */
    purpose: z.enum(['reset', 'create', 'console']),
    /** Why none can be started now: the problem that the call would answer. */
    refusal: z.nullable(
      z.enum(['user-deactivated', 'user-signs-in-elsewhere', 'user-has-no-address']),
    ),
    method: recoveryMethod,
    codeHours: z.int(),
    temporaryPasswordHours: z.int(),
  }),
  passwordState,
  /** With `temporary`: until when it signs in; null until its mail was taken. */
  temporaryPasswordUntil: z.nullable(instant),
  passwordChangedAt: z.nullable(instant),
  lastSignInAt: z.nullable(instant),
  /** While sign-ins with this name must wait, and until when. */
  signInWaitUntil: z.nullable(instant),
  addressConfirmedAt: z.nullable(instant),
  lastMessage: z.nullable(
    z.object({ status: messageStatus, reason: z.nullable(reason), at: instant }),
  ),
  createdAt: instant,
})

export type User = z.infer<typeof user>
export type PasswordState = z.infer<typeof passwordState>

const params = z.strictObject({ id: uuid })
const orContacts = (all: Access & object, contacts: Access & object): Access & object => ({
  anyOf: [...all.anyOf, ...contacts.anyOf],
})
const writing = orContacts({ anyOf: ['users.write'] }, { anyOf: ['contacts.write'] })
const reading = orContacts({ anyOf: ['users.read'] }, { anyOf: ['contacts.read'] })

const roleIds = z.array(uuid).check(
  z.maxLength(20),
  z.refine((ids) => new Set(ids).size === ids.length, 'must not repeat one'),
)

export const userSort = z.enum([
  'username',
  '-username',
  'displayName',
  '-displayName',
  'createdAt',
  '-createdAt',
])

/**
 * Search: parts of username, display name and organization, in either case; similar ones only when
 * none holds the part; under 3 characters, beginnings of usernames. `%` and `_` are plain.
 * Similar ones differ by one mistake of typing, and are one page: the likest first, whatever the
 * sort. With contacts.read alone, usernames are neither searched nor sorted by.
 */
export const listUsers = route({
  name: 'list-users',
  method: 'GET',
  path: '/users',
  summary: 'Search users',
  access: reading,
  limit: null,
  query: z.strictObject({
    ...paging,
    search: z.optional(text(254)),
    kind: z.optional(kind),
    status: z.optional(userStatus),
    passwordState: z.optional(passwordState),
    organizationId: z.optional(uuid),
    /** `-` before it turns it; `displayName` when left out. */
    sort: z.optional(userSort),
  }),
  status: 200,
  answer: z.extend(listOf(user), {
    /** How many there are in all, where that is cheap to know. */
    total: z.nullable(z.int()),
    /** True: none holds the part; these are written alike. */
    similar: z.boolean(),
  }),
  problems: [],
})

export const showUser = route({
  name: 'show-user',
  method: 'GET',
  path: '/users/{id}',
  summary: 'One user',
  access: reading,
  limit: null,
  params,
  status: 200,
  answer: user,
  problems: ['not-found'],
})

/** Mails link and code, where there is an address. No field takes a password: only users choose theirs. */
export const createUser = route({
  name: 'create-user',
  method: 'POST',
  path: '/users',
  summary: 'Add a user, who gets a link and a code to create the password',
  access: writing,
  limit: null,
  body: z.strictObject({
    username,
    displayName: line(200),
    kind,
    emailTo: z.optional(z.nullable(emailAddress)),
    organizationId: z.optional(z.nullable(uuid)),
    /** Left out: the default of the kind. Nobody gives a permission that they lack. */
    roleId: z.optional(uuid),
    extraRoleIds: z.optional(roleIds),
  }),
  status: 201,
  answer: user,
  problems: ['username-taken', 'recent-sign-in-required', 'rate-limited'],
})

/** Only what is named changes. A new username or reset address ends what the user holds, and is told of. */
export const changeUser = route({
  name: 'change-user',
  method: 'PATCH',
  path: '/users/{id}',
  summary: 'Change a user',
  access: writing,
  limit: null,
  params,
  body: z.strictObject({
    username: z.optional(username),
    displayName: z.optional(line(200)),
    kind: z.optional(kind),
    emailTo: z.optional(z.nullable(emailAddress)),
    organizationId: z.optional(z.nullable(uuid)),
    roleId: z.optional(uuid),
    /** Beside the primary role; permissions add up. The whole list. */
    extraRoleIds: z.optional(roleIds),
    /** Back from a provider: the link with it goes, and the first password must be created. */
    signInMethod: z.optional(z.literal('password')),
  }),
  status: 200,
  answer: user,
  problems: [
    'user-signs-in-elsewhere',
    'not-found',
    'username-taken',
    'last-administrator',
    'recent-sign-in-required',
    'rate-limited',
  ],
})

/** Personal fields go; a tombstone stays for the audit log. */
export const deleteUser = route({
  name: 'delete-user',
  method: 'DELETE',
  path: '/users/{id}',
  summary: 'Delete a user',
  access: { anyOf: ['users.delete'] },
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found', 'last-administrator'],
})

/** Signs the user out, ends resets, calls off mails. */
export const deactivateUser = route({
  name: 'deactivate-user',
  method: 'POST',
  path: '/users/{id}/deactivate',
  summary: 'Deactivate a user',
  access: { anyOf: ['users.deactivate'] },
  limit: null,
  params,
  status: 200,
  answer: user,
  problems: ['not-found', 'last-administrator'],
})

export const reactivateUser = route({
  name: 'reactivate-user',
  method: 'POST',
  path: '/users/{id}/reactivate',
  summary: 'Reactivate a user',
  access: { anyOf: ['users.deactivate'] },
  limit: null,
  params,
  /** `mustChangePassword` (true when left out): the old password only opens the change-only session. */
  body: z.strictObject({ mustChangePassword: z.optional(z.boolean()) }),
  status: 200,
  answer: user,
  problems: ['not-found'],
})

export const endUserSessions = route({
  name: 'end-user-sessions',
  method: 'POST',
  path: '/users/{id}/end-sessions',
  summary: 'End all sessions of a user',
  access: { anyOf: ['users.deactivate'] },
  limit: null,
  params,
  status: 200,
  answer: z.object({ sessionsEnded: z.int() }),
  problems: ['not-found'],
})

/**
 * Starts a reset for a user; the caller never sees link or code. With contacts.reset-password
 * alone: contacts, `reason` alone, 60 an hour.
 */
export const startUserReset = route({
  name: 'start-user-reset',
  method: 'POST',
  path: '/users/{id}/password-resets',
  summary: 'Send a user a password reset',
  access: orContacts({ anyOf: ['users.reset-password'] }, { anyOf: ['contacts.reset-password'] }),
  limit: null,
  params,
  body: z.strictObject({
    /** Left out: that of the user's kind (settings). */
    method: z.optional(recoveryMethod),
    /** For the audit log, not for the user. */
    reason: z.optional(text(500)),
    endSessions: z.optional(z.boolean()),
    /** The old password works until the new one is saved, unless this is true. */
    blockCurrentPassword: z.optional(z.boolean()),
  }),
  status: 202,
  answer: z.object({ message }),
  problems: [
    'not-found',
    'user-deactivated',
    'user-signs-in-elsewhere',
    'user-has-no-address',
    'rate-limited',
  ],
})

/** Newest first. */
export const listUserMessages = route({
  name: 'list-user-messages',
  method: 'GET',
  path: '/users/{id}/messages',
  summary: 'How the mails to a user were delivered',
  access: { anyOf: ['messages.read'] },
  limit: null,
  params,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(message),
  problems: ['not-found'],
})
