import * as z from 'zod/mini'
import { factorRecovery } from './factor-recoveries.ts'
import { emailAddress, instant, kind, line, text, username, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { message, messageStatus, reason } from './messages.ts'
import { organization } from './organizations.ts'
import { recoveryAddress } from './recovery-addresses.ts'
import type { Access } from './route.ts'
import { route } from './route.ts'
import { recoveryMethod } from './settings.ts'

/**
 * `none`: no password yet. `temporary`: a temporary password is valid, whatever else exists.
 * `must-change`: the password only opens a session to change it. `blocked`: the password doesn't
 * work any more.
 */
export const passwordState = z.enum(['none', 'set', 'temporary', 'must-change', 'blocked'])
export const userStatus = z.enum(['active', 'deactivated'])

const role = z.object({ id: uuid, name: z.string() })

/**
 * `sending`: no mail server has accepted the mail yet, so the time hasn't begun. `sent`: it can be
 * used until `endsAt`. `expired`: its time has run out. `failed`: the mail could not be delivered.
 * `ended`: it was cancelled, replaced, or used up by wrong codes.
 */
export const invitationStatus = z.enum(['sending', 'sent', 'expired', 'failed', 'ended'])

/** An account. Callers with contacts.read alone see only contacts, with masked addresses. */
export const user = z.object({
  id: uuid,
  username: z.string(),
  displayName: z.string(),
  kind,
  status: userStatus,
  emailTo: z.nullable(z.string()),
  /** Where resets go, or null if no mail can reach this user. */
  resetAddress: z.nullable(z.string()),
  organization: z.nullable(organization),
  role,
  extraRoles: z.array(role),
  signInMethod: z.enum(['password', 'sso']),
  /** With `sso`: the provider. If the user has a password, it is the console password. */
  signsInWith: z.nullable(
    z.object({ id: uuid, name: z.string(), resetUrl: z.nullable(z.string()) }),
  ),
  /** True if the user has `console.access`. */
  opensConsole: z.boolean(),
  /**
   * What a new reset for this user mails unless the caller chooses the other method, and how many
   * hours each method works. Both come from the settings of the kind. Link and code work longer for
   * creating a first password.
   */
  recovery: z.object({
    /** `console`: the user signs in at a provider, so the password only opens the console. */
    purpose: z.enum(['reset', 'create', 'console']),
    /** Why no reset can be started now: the problem that the call would return. */
    refusal: z.nullable(
      z.enum(['user-deactivated', 'user-signs-in-elsewhere', 'user-has-no-address']),
    ),
    method: recoveryMethod,
    codeHours: z.int(),
    temporaryPasswordHours: z.int(),
  }),
  passwordState,
  /** With `temporary`: when it expires; null until the mail server has accepted its mail. */
  temporaryPasswordUntil: z.nullable(instant),
  passwordChangedAt: z.nullable(instant),
  lastSignInAt: z.nullable(instant),
  /** If sign-ins with this name have to wait: until when. */
  signInWaitUntil: z.nullable(instant),
  addressConfirmedAt: z.nullable(instant),
  /**
   * The newest link and code that another person had mailed for the first password. Null: none was
   * sent, or the user has a password or signs in at a provider. `messageId` can be sent again.
   */
  invitation: z.nullable(
    z.object({
      status: invitationStatus,
      startedAt: instant,
      endsAt: z.nullable(instant),
      messageId: z.nullable(uuid),
    }),
  ),
  lastMessage: z.nullable(
    z.object({ status: messageStatus, reason: z.nullable(reason), at: instant }),
  ),
  createdAt: instant,
  /**
   * How many second factors and unused recovery codes the user has. `disowned` counts the second
   * factors that prove nothing any more, because somebody chose "This wasn't me" in the mail about
   * them. Only `GET /users/{id}` has it.
   */
  secondFactors: z.optional(
    z.object({
      totp: z.int(),
      passkeys: z.int(),
      disowned: z.int(),
      recoveryCodesLeft: z.int(),
    }),
  ),
  /**
   * The removal of lost second factors that waits. Null: there is none. Only `GET /users/{id}` has
   * it.
   */
  factorRecovery: z.optional(z.nullable(factorRecovery)),
  /**
   * When a caller was verified to be this user, if that was in the last hour. Only `GET
   * /users/{id}` has it.
   */
  callerVerifiedAt: z.optional(z.nullable(instant)),
  /** Further addresses of the user, oldest first. Only `GET /users/{id}` has them. */
  recoveryAddresses: z.optional(z.array(recoveryAddress)),
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

/** Which users a list or a campaign contains; a filter that is left out lets everybody through. */
export const userFilters = {
  search: z.optional(text(254)),
  kind: z.optional(kind),
  status: z.optional(userStatus),
  passwordState: z.optional(passwordState),
  signInMethod: z.optional(z.enum(['password', 'sso'])),
  organizationId: z.optional(uuid),
  /** Users who have this role, as their primary or an extra role. */
  roleId: z.optional(uuid),
  /** `failed`: the newest mail to the user was refused, bounced, or couldn't be sent. */
  lastMail: z.optional(z.enum(['failed'])),
  /** `due`: an active user who must have a second factor and has none yet. */
  secondFactor: z.optional(z.enum(['none', 'some', 'due'])),
}

const oneId = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const userIds = new RegExp(`^${oneId}(?:,${oneId}){0,99}$`)

/**
 * The search finds parts of username, display name and organization, ignoring case. Names with
 * accents are found without them too, and an id finds its user. Similar names are returned only if
 * no name contains the text. With fewer than 3 characters it finds the start of usernames, and of
 * other names in Chinese or Japanese. `%` and `_` have no special meaning. Similar names differ by
 * one typing error. They come on a single page, most similar first, whatever the sort. With
 * contacts.read alone, usernames can't be searched or sorted by. With `Accept: text/csv`, all users
 * that match, as CSV.
 */
export const listUsers = route({
  name: 'list-users',
  method: 'GET',
  path: '/users',
  summary: 'Search users; as CSV with `Accept: text/csv`',
  access: reading,
  limit: null,
  query: z.strictObject({
    ...paging,
    ...userFilters,
    /** A `-` at the start reverses the order. The default is `displayName`. */
    sort: z.optional(userSort),
    /** Only these users: 1 to 100 ids, with commas between them. */
    ids: z.optional(z.string().check(z.regex(userIds, 'must be 1 to 100 ids'))),
  }),
  status: 200,
  answer: z.extend(listOf(user), {
    /** How many users the whole list has. Null if there are too many to count quickly. */
    total: z.nullable(z.int()),
    /** If `total` is null: the list has more users than this. Null if not even that is known. */
    moreThan: z.nullable(z.int()),
    /** How many users stand before this page. Users who were added meanwhile don't count. */
    offset: z.int(),
    /** True: no name contains the text, so these are similar names. */
    similar: z.boolean(),
  }),
  streams: 'text/csv',
  problems: [],
})

/** With contacts.read alone, only contacts are found, with masked addresses. */
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

/**
 * Mails link and code if there is an address and `invite` isn't false. There is no password field,
 * as only users choose theirs.
 */
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
    /** By default the role of the kind. Callers can't give permissions that they lack. */
    roleId: z.optional(uuid),
    extraRoleIds: z.optional(roleIds),
    /** If false, no mail is sent. An invitation can be sent later. The default is true. */
    invite: z.optional(z.boolean()),
  }),
  status: 201,
  answer: user,
  problems: ['username-taken', 'recent-sign-in-required', 'rate-limited'],
})

/**
 * Changes only the given fields. A new username, kind or reset address ends the user's sessions,
 * resets and waiting mails. The old and the new address are told. Other capitals are no new name.
 */
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
    /** The extra roles, as a whole list. Permissions from all roles are combined. */
    extraRoleIds: z.optional(roleIds),
    /** Leaves the provider: the connection is removed, and the user has to create a password. */
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

/** Deletes personal fields and keeps a tombstone for the audit log. */
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

/** Signs the user out, ends resets and cancels mails. */
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

/**
 * The user can sign in again. Sessions that ended and mails that were cancelled don't come back.
 */
export const reactivateUser = route({
  name: 'reactivate-user',
  method: 'POST',
  path: '/users/{id}/reactivate',
  summary: 'Reactivate a user',
  access: { anyOf: ['users.deactivate'] },
  limit: null,
  params,
  /** `mustChangePassword` (default true): the old password only opens a session to change it. */
  body: z.strictObject({ mustChangePassword: z.optional(z.boolean()) }),
  status: 200,
  answer: user,
  problems: ['not-found'],
})

/** Signs the user out on all browsers and in all apps. The password stays the same. */
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
 * Starts a reset for a user. The caller never sees link or code. With contacts.reset-password
 * alone: only contacts, only `reason`, 60 an hour.
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
    /** By default the method of the user's kind (settings). */
    method: z.optional(recoveryMethod),
    /** For the audit log, not for the user. */
    reason: z.optional(text(500)),
    endSessions: z.optional(z.boolean()),
    /**
     * If true, the old password stops working at once. Otherwise it works until a new one is saved.
     */
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
