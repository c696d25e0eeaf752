import * as z from 'zod/mini'
import { givenInstant, instant, line, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { offeredPermissions } from './permissions.ts'
import { route } from './route.ts'

const scopes = z.array(z.enum(offeredPermissions))

/** A key with which a program calls the API. Its secret part is shown only when it is created. */
export const apiKey = z.object({
  id: uuid,
  name: z.string(),
  /** The permissions that it was given. */
  scopes,
  /** Those of its scopes that don't count now, because the user who created it lacks them. */
  lapsedScopes: scopes,
  /** The last four characters, so that people can find out which key they are looking at. */
  hint: z.string(),
  /** The key works only while this user is active. */
  createdBy: z.object({
    id: uuid,
    displayName: z.string(),
    status: z.enum(['active', 'deactivated', 'deleted']),
  }),
  createdAt: instant,
  /** Null: it doesn't expire. */
  expiresAt: z.nullable(instant),
  /** To the minute; null: never used. */
  lastUsedAt: z.nullable(instant),
})

export type ApiKey = z.infer<typeof apiKey>

const params = z.strictObject({ id: uuid })
const access = { anyOf: ['api-keys.write'] } as const

/** Keys of all users, newest first, without those that were deleted. */
export const listApiKeys = route({
  name: 'list-api-keys',
  method: 'GET',
  path: '/api-keys',
  summary: 'API keys, newest first',
  access,
  limit: null,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(apiKey),
  problems: [],
})

/**
 * Callers can't give a key permissions that they lack themselves. A person must have signed in
 * within the last ten minutes; an API key needs no sign-in.
 */
export const createApiKey = route({
  name: 'create-api-key',
  method: 'POST',
  path: '/api-keys',
  summary: 'Create an API key. The answer contains the key, which is never shown again',
  access,
  limit: null,
  body: z.strictObject({
    name: line(60),
    scopes: scopes.check(
      z.minLength(1, 'must name at least one permission'),
      z.refine((listed) => new Set(listed).size === listed.length, 'must not repeat one'),
    ),
    /** When the key stops working. Null or left out: never. */
    expiresAt: z.optional(z.nullable(givenInstant)),
  }),
  status: 201,
  answer: z.extend(apiKey, { key: z.string() }),
  answerHoldsSecret: true,
  problems: ['recent-sign-in-required'],
})

/** What the key can do, who created it, and when it was last used. */
export const showApiKey = route({
  name: 'show-api-key',
  method: 'GET',
  path: '/api-keys/{id}',
  summary: 'One API key, without the key itself',
  access,
  limit: null,
  params,
  status: 200,
  answer: apiKey,
  problems: ['not-found'],
})

/** The key is refused from the next call on, on every server. */
export const deleteApiKey = route({
  name: 'delete-api-key',
  method: 'DELETE',
  path: '/api-keys/{id}',
  summary: 'Delete an API key',
  access,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found'],
})
