import * as z from 'zod/mini'
import { instant, uuid } from './fields.ts'
import { deliveryReason } from './messages.ts'
import { route } from './route.ts'

/** Password resets of a period. */
const resetCounts = z.object({
  /**
   * How often somebody requested a reset. Every request counts: with an unknown name, too. So this
   * can be more than the mails that were sent.
   */
  requested: z.int(),
  /** Resets that administrators, programs and invitations started. */
  started: z.int(),
  /** Resets with which a password was saved. */
  completed: z.int(),
  /** Resets that their users cancelled with "This wasn't me". */
  disowned: z.int(),
  wrongCodes: z.int(),
})

/**
 * Mails that were requested in the period, each counted once, by its current status. A mail that is
 * being sent counts as `queued`.
 */
const mailStatusCounts = z.object({
  queued: z.int(),
  accepted: z.int(),
  delivered: z.int(),
  delayed: z.int(),
  refused: z.int(),
  bounced: z.int(),
  failed: z.int(),
  'not-sent': z.int(),
})

/** A day, or an hour, in the time zone of the settings. */
const period = z.object({
  from: instant,
  /** The instant at which the period ends. It lies in the future for the running period. */
  to: instant,
  resets: resetCounts,
  /** Sign-ins with a temporary password. */
  temporaryPasswordsUsed: z.int(),
  /** Only for callers with messages.read. */
  mails: z.optional(mailStatusCounts),
  /** Only for callers with users.read. */
  signIns: z.optional(z.int()),
  /** With unknown names, too. Only for callers with users.read. */
  failedSignIns: z.optional(z.int()),
})

/** All users as of now, as the list of users filters them. Deleted users don't count. */
const userCounts = z.object({
  total: z.int(),
  byPasswordState: z.object({
    none: z.int(),
    set: z.int(),
    temporary: z.int(),
    'must-change': z.int(),
    blocked: z.int(),
  }),
  /** Users in the state `none`, by the way they sign in. */
  noneBySignInMethod: z.object({ password: z.int(), sso: z.int() }),
})

/** What may need an administrator. The comments say what `count` counts. */
const attentionKind = z.enum([
  /** Our mail server accepts no mail. `count`: mails that wait. */
  'mail-down',
  /** Mails wait longer than usual. `count`: mails that wait. */
  'mail-delayed',
  /** Mails that bounced within 24 hours. `count`: mails. */
  'mails-bounced',
  /** Mails that were refused within 24 hours. `count`: mails. */
  'mails-refused',
  /** Users for whom five or more requests within 24 hours sent no mail. `count`: users. */
  'requests-repeated',
  /** Users who cancelled a reset within 7 days. `count`: users. */
  'resets-disowned',
  /** Users who reported a saved password within 7 days, which is blocked now. `count`: users. */
  'passwords-blocked',
  /**
   * Users who must have a second factor and have none. `count`: users, or 0 if there are too many
   * to count quickly.
   */
  'second-factors-due',
  /** A provider's certificate ends, or has ended. `count`: users who sign in there. */
  'certificate-ends',
  /** An API key ends within 14 days, or has ended. `count`: always 1. */
  'api-key-ends',
  /** A webhook fails for more than an hour. `count`: events that wait. */
  'webhook-failing',
  /** A webhook was switched off because it failed. `count`: always 1. */
  'webhook-switched-off',
  /** The nightly check found damage in the audit log. `count`: always 1. */
  'audit-damaged',
])

const attentionItem = z.object({
  kind: attentionKind,
  severity: z.enum(['problem', 'warning']),
  count: z.int(),
  /** When it began, or null. */
  since: z.nullable(instant),
  /** When it happened last, or null. */
  at: z.nullable(instant),
  /** When it ends, or null. */
  until: z.nullable(instant),
  /** The user, connection, key or webhook, if it is a single one. */
  subject: z.nullable(z.object({ id: uuid, name: z.string() })),
  /** Of mails: why, the most frequent reason first. */
  reasons: z.array(z.object({ reason: deliveryReason, count: z.int() })),
})

export const overview = z.object({
  /** When it was counted. */
  asOf: instant,
  /** The time zone of the settings, in which days begin at midnight. */
  timeZone: z.string(),
  /** Hours for 1 and 2 days, else days. */
  step: z.enum(['hour', 'day']),
  /** Oldest first. The last one is still running. */
  periods: z.array(period),
  /** Only for callers with users.read. */
  users: z.optional(userCounts),
  /**
   * Problems first, then the newest. Each is shown only to callers who may read what it is about:
   * mails, users, the audit log, SSO, API keys or webhooks.
   */
  attention: z.array(attentionItem),
})

/**
 * How the service is used and what needs attention. The figures are counted when things happen, so
 * the answer takes as long with a million users as with ten. Only users without a required second
 * factor are counted anew, for a quarter of a second at most. Parts for which the caller lacks the
 * permission are absent.
 */
export const showOverview = route({
  name: 'show-overview',
  method: 'GET',
  path: '/overview',
  summary: 'Resets, mails, sign-ins and users over time, and what needs attention',
  access: { anyOf: ['messages.read', 'users.read'] },
  limit: null,
  query: z.strictObject({
    /**
     * How many days, 1 to 90, today included; 30 by default. With 1 or 2, the last 24 or 48 hours.
     */
    days: z.optional(z.string().check(z.regex(/^([1-9]|[1-8]\d|90)$/, 'must be 1 to 90'))),
  }),
  status: 200,
  answer: overview,
  problems: [],
})

export type Overview = z.infer<typeof overview>
export type OverviewPeriod = z.infer<typeof period>
export type MailStatusCounts = z.infer<typeof mailStatusCounts>
export type UserCounts = z.infer<typeof userCounts>
export type AttentionItem = z.infer<typeof attentionItem>
export type AttentionKind = z.infer<typeof attentionKind>
