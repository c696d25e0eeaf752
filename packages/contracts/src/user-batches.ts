import * as z from 'zod/mini'
import { instant, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { reason as messageReason } from './messages.ts'
import { maximumUserIds, usersForOneAdministrator } from './reset-campaigns.ts'
import { route } from './route.ts'
import { userFilters } from './users.ts'

/** The most users of a batch. */
export const maximumBatchUsers = 10_000

/** Resets for more users than this need a campaign, which asks for a second administrator. */
export const maximumBatchResets = usersForOneAdministrator

/** Bytes of a body with `maximumUserIds` ids. */
const bodyLimit = 512 * 1_024

export const batchAction = z.enum([
  'send-invitations',
  'start-resets',
  'deactivate',
  'reactivate',
  'end-sessions',
  'change-role',
])

export const batchStatus = z.enum(['draft', 'running', 'stopped', 'completed'])

/**
 * Why nothing is done for a user. `has-password`: an invitation is for a first password, and the
 * user has one, or a passkey in its place. `yourself`: you can't lock yourself out. `device-user`:
 * device users can't open the console.
 */
export const batchExclusion = z.enum([
  'user-deactivated',
  'user-active',
  'signs-in-elsewhere',
  'no-address',
  'has-password',
  'has-role',
  'yourself',
  'device-user',
  'beyond-permissions',
  'no-such-user',
])

/** Why it failed, if that isn't about a mail. */
export const batchFailure = z.enum([
  'last-administrator',
  'recent-sign-in-required',
  'could-not-be-done',
])

/**
 * `sending`: the mail is queued. `done`: for mails, the mail server has accepted it. `stopped`: the
 * batch ended before this user's turn.
 */
export const batchOutcome = z.enum(['waiting', 'sending', 'done', 'failed', 'left-out', 'stopped'])

/** `permission`: the person who started it may no longer do this. */
export const batchStopCause = z.enum(['administrator', 'permission'])

/** Each user counts once. */
const counts = z.object({
  /** The users that were chosen. */
  matched: z.int(),
  /** Those of them for whom something is done: `matched` without `excluded`. */
  toDo: z.int(),
  waiting: z.int(),
  sending: z.int(),
  done: z.int(),
  failed: z.int(),
  stopped: z.int(),
  /** How many are left out, by reason. A user who is found to be excluded later moves here. */
  excluded: z.partialRecord(batchExclusion, z.int()),
})

/** One action for many users at once. */
export const userBatch = z.object({
  id: uuid,
  action: batchAction,
  /** With `change-role`: the new primary role. Null if it was deleted. */
  role: z.nullable(z.object({ id: uuid, name: z.string() })),
  status: batchStatus,
  /** With `stopped`. */
  stoppedBecause: z.nullable(batchStopCause),
  createdAt: instant,
  startedAt: z.nullable(instant),
  endedAt: z.nullable(instant),
  /** For mails: how many hours their link and code work (settings). */
  codeHours: z.nullable(z.int()),
  counts,
})

/** A user of a batch. */
export const batchUser = z.object({
  /** A deleted user has no username. */
  user: z.object({
    id: uuid,
    displayName: z.string(),
    username: z.nullable(z.string()),
    deleted: z.boolean(),
  }),
  outcome: batchOutcome,
  reason: z.nullable(z.union([batchExclusion, batchFailure, messageReason])),
  /** What to do about it, in one sentence. Null if nothing needs to be done. */
  advice: z.nullable(z.string()),
  messageId: z.nullable(uuid),
})

export type UserBatch = z.infer<typeof userBatch>
export type BatchUser = z.infer<typeof batchUser>
export type BatchAction = z.infer<typeof batchAction>
export type BatchStatus = z.infer<typeof batchStatus>
export type BatchExclusion = z.infer<typeof batchExclusion>
export type BatchFailure = z.infer<typeof batchFailure>
export type BatchOutcome = z.infer<typeof batchOutcome>
export type BatchStopCause = z.infer<typeof batchStopCause>

const access = { anyOf: ['users.read'] } as const
const params = z.strictObject({ id: uuid })
const isOneOf = ({ userIds, filter }: { userIds?: unknown; filter?: unknown }) =>
  (userIds === undefined) !== (filter === undefined)
const hasItsRole = ({ action, roleId }: { action: BatchAction; roleId?: unknown }) =>
  (action === 'change-role') === (roleId !== undefined)

/**
 * Chooses the users and says who is left out, and why. Nothing is done before the batch is started,
 * and then only for these users. Either `userIds` or `filter` must be given; `filter: {}` means all
 * users. It needs the permission of the single action, too. A batch has at most 10,000 users, and
 * 1,000 for `start-resets`. It belongs to the person who created it; nobody else sees it.
 */
export const createUserBatch = route({
  name: 'create-user-batch',
  method: 'POST',
  path: '/user-batches',
  summary: 'Prepare one action for many users; nothing is done yet',
  access,
  limit: null,
  bodyLimit,
  body: z
    .strictObject({
      action: batchAction,
      /** At most 10,000. An id that is given twice counts once. */
      userIds: z.optional(z.array(uuid).check(z.minLength(1), z.maxLength(maximumUserIds))),
      /** The same filters as in `GET /users`. */
      filter: z.optional(z.strictObject(userFilters)),
      /** With `change-role`: the new primary role. Extra roles stay. */
      roleId: z.optional(uuid),
    })
    .check(
      z.refine(isOneOf, { path: ['filter'], error: 'either this or userIds must be given' }),
      z.refine(hasItsRole, { path: ['roleId'], error: 'must be given with change-role alone' }),
    ),
  status: 201,
  answer: userBatch,
  problems: [],
})

/** Those that run, and those whose result you haven't closed. Newest first, 20 at most. */
export const listUserBatches = route({
  name: 'list-user-batches',
  method: 'GET',
  path: '/user-batches',
  summary: 'Your batches that run, or whose result is open',
  access,
  limit: null,
  status: 200,
  answer: z.object({ items: z.array(userBatch) }),
  problems: [],
})

/** Its progress and its result. */
export const showUserBatch = route({
  name: 'show-user-batch',
  method: 'GET',
  path: '/user-batches/{id}',
  summary: 'One batch with its progress',
  access,
  limit: null,
  params,
  status: 200,
  answer: userBatch,
  problems: ['not-found'],
})

/**
 * Changing the role of a user with console access, or to a role with console access, needs a recent
 * sign-in.
 */
export const startUserBatch = route({
  name: 'start-user-batch',
  method: 'POST',
  path: '/user-batches/{id}/start',
  summary: 'Start a draft',
  access,
  limit: null,
  params,
  status: 200,
  answer: userBatch,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** What was done stays. Mails that are being handed to the mail server are sent; others aren't. */
export const stopUserBatch = route({
  name: 'stop-user-batch',
  method: 'POST',
  path: '/user-batches/{id}/stop',
  summary: 'Stop a running batch for good',
  access,
  limit: null,
  params,
  status: 200,
  answer: userBatch,
  problems: ['not-found', 'conflict'],
})

/** Only for the users for whom it failed. */
export const retryUserBatch = route({
  name: 'retry-user-batch',
  method: 'POST',
  path: '/user-batches/{id}/retry',
  summary: 'Try again for those for whom it failed',
  access,
  limit: null,
  params,
  status: 200,
  answer: userBatch,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** It then leaves your list. A second call changes nothing. */
export const closeUserBatch = route({
  name: 'close-user-batch',
  method: 'POST',
  path: '/user-batches/{id}/close',
  summary: 'Close the result of a batch',
  access,
  limit: null,
  params,
  status: 200,
  answer: userBatch,
  problems: ['not-found', 'conflict'],
})

/** In the order in which the users have their turn. */
export const listBatchUsers = route({
  name: 'list-batch-users',
  method: 'GET',
  path: '/user-batches/{id}/users',
  summary: 'The users of a batch',
  access,
  limit: null,
  params,
  query: z.strictObject({ ...paging, outcome: z.optional(batchOutcome) }),
  status: 200,
  answer: listOf(batchUser),
  problems: ['not-found'],
})
