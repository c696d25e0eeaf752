import * as z from 'zod/mini'
import { auditActions } from './audit-actions.ts'
import { givenInstant, instant, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { message } from './messages.ts'
import { route } from './route.ts'

/** A person in an audit event, with their current name. A deleted user is `deleted user 7F3K`. */
const person = z.object({ id: uuid, displayName: z.string(), deleted: z.boolean() })

/** The person or the API key that did it. */
export const actor = z.extend(person, { type: z.enum(['user', 'api-key']) })

/** Who did what to whom, when, and from where. It never contains secrets. */
export const auditEvent = z.object({
  id: z.string(),
  at: instant,
  action: z.string().check(z.meta({ description: `One of: ${auditActions.join(', ')}.` })),
  /** Null: the system, the operator's CLI, or a person who wasn't signed in. */
  actor: z.nullable(actor),
  user: z.nullable(person),
  requestId: z.nullable(z.string()),
  ip: z.nullable(z.string()),
  /** Details such as method, reason, and values before and after. */
  details: z.record(z.string(), z.unknown()),
})

const filters = {
  action: z.optional(text(100, 1)),
  actorId: z.optional(uuid),
  userId: z.optional(uuid),
  /** Events at or after this instant. */
  from: z.optional(givenInstant),
  /** Events before this instant. */
  to: z.optional(givenInstant),
}

/** Newest first. With `Accept: text/csv`, all events that match the filters, as CSV. */
export const listAuditEvents = route({
  name: 'list-audit-events',
  method: 'GET',
  path: '/audit-events',
  summary: 'Audit events, newest first; as CSV with `Accept: text/csv`',
  access: { anyOf: ['audit.read'] },
  limit: null,
  query: z.strictObject({ ...paging, ...filters }),
  status: 200,
  answer: listOf(auditEvent),
  streams: 'text/csv',
  problems: [],
})

/**
 * What was done for and by a user as one story: audit events about them, and the mails to them with
 * their delivery. Newest first. Without messages.read, mails are left out.
 */
export const listUserHistory = route({
  name: 'list-user-history',
  method: 'GET',
  path: '/users/{id}/history',
  summary: "A user's history: events and mails, newest first",
  access: { anyOf: ['audit.read'] },
  limit: null,
  params: z.strictObject({ id: uuid }),
  query: z.strictObject(paging),
  status: 200,
  /** Each item has either an event or a mail. */
  answer: listOf(z.object({ event: z.nullable(auditEvent), message: z.nullable(message) })),
  problems: ['not-found'],
})

/** Counts the resets that users cancelled with "This wasn't me", for the console's banner. */
export const countDisownedResets = route({
  name: 'count-disowned-resets',
  method: 'GET',
  path: '/disowned-resets',
  summary: 'How many resets users reported since the caller last looked',
  access: { anyOf: ['audit.read'] },
  limit: null,
  status: 200,
  answer: z.object({ unseen: z.int() }),
  problems: [],
})

/** Resets that users report later count anew for `count-disowned-resets`. */
export const seeDisownedResets = route({
  name: 'see-disowned-resets',
  method: 'POST',
  path: '/disowned-resets/seen',
  summary: 'Note that the caller has looked at the reported resets',
  access: { anyOf: ['audit.read'] },
  limit: null,
  status: 204,
  answer: null,
  problems: [],
})

export type Actor = z.infer<typeof actor>
export type AuditEvent = z.infer<typeof auditEvent>
