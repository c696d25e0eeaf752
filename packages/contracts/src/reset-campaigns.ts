import * as z from 'zod/mini'
import { actor } from './audit.ts'
import { instant, line, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { messageStatus, notSentReason, reason } from './messages.ts'
import { route } from './route.ts'
import { recoveryMethod } from './settings.ts'
import { userFilters } from './users.ts'

/** The most ids in `userIds`. More users are chosen by `filter`. */
export const maximumUserIds = 10_000

/** The most users that one campaign can have. */
export const maximumCampaignUsers = 200_000

/** Bytes of a body with that many ids. */
const bodyLimit = 512 * 1_024

/** Mails a minute: the default, and the most that can be chosen. */
export const defaultPerMinute = 600
export const maximumPerMinute = 6_000

/** The first mails of a campaign, and the share of them that may fail. */
export const trialSize = 50
export const trialTolerance = 0.05

/** With more users, or with anyone who opens the console, a second administrator starts it. */
export const usersForOneAdministrator = 1_000

export const campaignStatus = z.enum(['draft', 'running', 'paused', 'completed', 'cancelled'])

/** `beyond-permissions`: the user has permissions that the administrator lacks. */
export const exclusion = z.enum([...notSentReason.options, 'beyond-permissions'])

/** Where a user is: as their mail, or `saved` when they have saved a new password. */
export const campaignOutcome = z.enum([...messageStatus.options, 'saved'])

/**
 * `administrator`: somebody paused it. `trial`: more than 5 % of the first mails failed. `starter`:
 * the person who started it lost the permission.
 */
export const pauseCause = z.enum(['administrator', 'trial', 'starter'])

/** Why a second administrator must start it. */
export const secondAdministratorCause = z.enum(['many-users', 'console-users'])

const numberOf = <const T extends string>(names: readonly T[]) =>
  Object.fromEntries(names.map((name) => [name, z.int()])) as Record<T, ReturnType<typeof z.int>>

/** Each user counts once, at the furthest step. All steps together are `matched`. */
const counts = z.object({
  /** The users that were chosen. */
  matched: z.int(),
  /** Those of them who get a mail: `matched` without `excluded`. */
  toSend: z.int(),
  /** How many get no mail, by reason. A user who is found to be excluded later moves here. */
  excluded: z.partialRecord(exclusion, z.int()),
  ...numberOf(campaignOutcome.options),
})

const trial = z.object({
  /** `overruled`: it failed, and an administrator resumed the campaign. */
  outcome: z.enum(['pending', 'passed', 'failed', 'overruled']),
  /** How many mails belong to it, and how many of these were sent, and failed. */
  size: z.int(),
  sent: z.int(),
  failed: z.int(),
  /** When it was decided. */
  at: z.nullable(instant),
})

const step = z.object({
  step: z.enum([
    'created',
    'started',
    'trial-passed',
    'paused',
    'resumed',
    'changed',
    'reminded',
    'completed',
    'cancelled',
  ]),
  at: instant,
  /** Null: Rekey itself. */
  by: z.nullable(actor),
  /**
   * With `paused`: `cause`. With `changed`: `before` and `after`. With `trial-passed`: `failed`.
   */
  details: z.record(z.string(), z.unknown()),
})

const reminders = z.object({
  /** The newest reminder. */
  lastAt: z.nullable(instant),
  /** From when on the next one is possible. Null: at once. */
  nextAt: z.nullable(instant),
  /** The mails of the newest reminder, by status. */
  counts: z.object(numberOf(messageStatus.options)),
})

/** A reset for many users at once. */
export const listedCampaign = z.object({
  id: uuid,
  name: z.string(),
  status: campaignStatus,
  /** Why each user gets the mail; the mail says it. */
  reason: z.string(),
  /** Null: the method of each user's kind. */
  method: z.nullable(recoveryMethod),
  /** Whether sessions end when the mail is sent. */
  endSessions: z.boolean(),
  /** Whether the old password stops working when the mail is sent. */
  blockCurrentPassword: z.boolean(),
  perMinute: z.int(),
  /** Null: the users were chosen by their ids. */
  filter: z.nullable(z.object(userFilters)),
  createdBy: z.nullable(actor),
  createdAt: instant,
  startedBy: z.nullable(actor),
  startedAt: z.nullable(instant),
  /** When it was completed or cancelled. */
  endedAt: z.nullable(instant),
  counts,
})

export const campaign = z.extend(listedCampaign, {
  /** How many hours link and code, and temporary passwords, work (settings). */
  codeHours: z.int(),
  temporaryPasswordHours: z.int(),
  /** Why a second administrator must start this draft, or had to. Empty: its creator may. */
  secondAdministrator: z.array(secondAdministratorCause),
  /** With `draft`: whether the caller may start it. */
  mayStart: z.boolean(),
  /** With `paused`. */
  pause: z.nullable(z.object({ cause: pauseCause, at: instant, by: z.nullable(actor) })),
  trial,
  /** Those whose mail was accepted or delivered, and who haven't saved a new password. */
  notSavedYet: z.int(),
  reminders,
  /** With `running`: when the last mail is sent, by the pace. */
  expectedEndAt: z.nullable(instant),
  /** Oldest first. */
  history: z.array(step),
})

export type Campaign = z.infer<typeof campaign>
export type ListedCampaign = z.infer<typeof listedCampaign>
export type CampaignStatus = z.infer<typeof campaignStatus>
export type CampaignOutcome = z.infer<typeof campaignOutcome>
export type CampaignStep = z.infer<typeof step>['step']
export type Exclusion = z.infer<typeof exclusion>
export type PauseCause = z.infer<typeof pauseCause>
export type SecondAdministratorCause = z.infer<typeof secondAdministratorCause>

/** A user of a campaign. */
export const campaignUser = z.object({
  /** A deleted user has no username. Without users.read, addresses are masked. */
  user: z.object({
    id: uuid,
    displayName: z.string(),
    username: z.nullable(z.string()),
    deleted: z.boolean(),
  }),
  outcome: campaignOutcome,
  reason: z.nullable(z.union([reason, exclusion])),
  /** What to do about it, in one sentence. Null if nothing needs to be done. */
  advice: z.nullable(z.string()),
  /** When the mail was queued. */
  sentAt: z.nullable(instant),
  savedAt: z.nullable(instant),
  messageId: z.nullable(uuid),
  /** The status of the newest reminder. */
  reminder: z.nullable(messageStatus),
})

export type CampaignUser = z.infer<typeof campaignUser>

const access = { anyOf: ['campaigns.write'] } as const
const params = z.strictObject({ id: uuid })
const perMinute = z.int().check(z.gte(1), z.lte(maximumPerMinute))
const isOneOf = ({ userIds, filter }: { userIds?: unknown; filter?: unknown }) =>
  (userIds === undefined) !== (filter === undefined)

/** Newest first. */
export const listResetCampaigns = route({
  name: 'list-reset-campaigns',
  method: 'GET',
  path: '/reset-campaigns',
  summary: 'Reset campaigns, newest first',
  access,
  limit: null,
  query: z.strictObject({ ...paging, status: z.optional(campaignStatus) }),
  status: 200,
  answer: listOf(listedCampaign),
  problems: [],
})

/**
 * Chooses the users and says how many of them would get a mail. Nothing is sent before the campaign
 * is started. Either `userIds` or `filter` must be given; `filter: {}` means all users.
 */
export const createResetCampaign = route({
  name: 'create-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns',
  summary: 'Prepare a reset for many users; nothing is sent yet',
  access,
  limit: null,
  bodyLimit,
  body: z
    .strictObject({
      name: line(100),
      /** At most 10,000. An id that is given twice counts once. */
      userIds: z.optional(z.array(uuid).check(z.minLength(1), z.maxLength(maximumUserIds))),
      /** The same filters as in `GET /users`. */
      filter: z.optional(z.strictObject(userFilters)),
      /** By default the method of each user's kind (settings). */
      method: z.optional(recoveryMethod),
      /** Why the users get the mail. The mail says it. */
      reason: line(500),
      endSessions: z.optional(z.boolean()),
      blockCurrentPassword: z.optional(z.boolean()),
      /** Mails a minute, 600 by default. */
      perMinute: z.optional(perMinute),
    })
    .check(z.refine(isOneOf, { path: ['filter'], error: 'either this or userIds must be given' })),
  status: 201,
  answer: campaign,
  problems: [],
})

/** Its progress, its history, and what can be done next. */
export const showResetCampaign = route({
  name: 'show-reset-campaign',
  method: 'GET',
  path: '/reset-campaigns/{id}',
  summary: 'One reset campaign with its progress',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found'],
})

/** The new pace counts from the next mail. */
export const changeResetCampaign = route({
  name: 'change-reset-campaign',
  method: 'PATCH',
  path: '/reset-campaigns/{id}',
  summary: 'Change how many mails a minute are sent',
  access,
  limit: null,
  params,
  body: z.strictObject({ perMinute }),
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/**
 * Begins to send. The first 50 mails are a trial: if more than 5 % of them bounce or are refused,
 * the campaign pauses. With more than 1,000 users, or a user who opens the console, somebody else
 * than its creator must start it. An API key counts as the user who created it.
 */
export const startResetCampaign = route({
  name: 'start-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns/{id}/start',
  summary: 'Start a draft',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/** Holds back all mails that have not been handed to the mail server. */
export const pauseResetCampaign = route({
  name: 'pause-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns/{id}/pause',
  summary: 'Pause a running campaign at once',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/** Goes on where it stopped. If the trial had failed, the caller overrules it. */
export const resumeResetCampaign = route({
  name: 'resume-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns/{id}/resume',
  summary: 'Resume a paused campaign',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/** Mails that wait are not sent any more. Mails that were sent stay valid. */
export const cancelResetCampaign = route({
  name: 'cancel-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns/{id}/cancel',
  summary: 'Cancel a campaign for good',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/**
 * Sends another mail to users who have not saved a new password, at most once a day. The mail
 * contains the same link and code, or temporary password, while these are valid. Otherwise a new
 * reset starts.
 */
export const remindResetCampaign = route({
  name: 'remind-reset-campaign',
  method: 'POST',
  path: '/reset-campaigns/{id}/remind',
  summary: 'Remind users who have not saved a new password',
  access,
  limit: null,
  params,
  status: 200,
  answer: campaign,
  problems: ['not-found', 'conflict'],
})

/**
 * The users of a campaign in the order in which they get their mails. With `Accept: text/csv`, all
 * users that match the filters, as CSV.
 */
export const listResetCampaignUsers = route({
  name: 'list-reset-campaign-users',
  method: 'GET',
  path: '/reset-campaigns/{id}/users',
  summary: 'The users of a campaign; as CSV with `Accept: text/csv`',
  access,
  limit: null,
  params,
  query: z.strictObject({
    ...paging,
    /**
     * `not-saved` stands for `accepted` and `delivered`, `not-delivered` for `refused`, `bounced`
     * and `failed`.
     */
    outcome: z.optional(z.enum([...campaignOutcome.options, 'not-saved', 'not-delivered'])),
    /** With `not-sent`: only those with this reason. */
    reason: z.optional(exclusion),
  }),
  status: 200,
  answer: listOf(campaignUser),
  streams: 'text/csv',
  problems: ['not-found'],
})
