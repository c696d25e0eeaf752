import * as z from 'zod/mini'
import { instant, line, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { offeredPermissions } from './permissions.ts'
import { route } from './route.ts'

/** A named set of permissions. Built-in ones can't be changed. */
export const role = z.object({
  id: uuid,
  name: z.string(),
  builtIn: z.boolean(),
  permissions: z.array(z.enum(offeredPermissions)),
  /** The number of users who have it as primary or extra role, without deleted ones. */
  userCount: z.int(),
  /** Whether the caller may change or delete it, and whether they may assign it to users. */
  may: z.object({ change: z.boolean(), assign: z.boolean() }),
  createdAt: instant,
})

export type Role = z.infer<typeof role>

const params = z.strictObject({ id: uuid })
const body = z.strictObject({
  name: line(60),
  permissions: z
    .array(z.enum(offeredPermissions))
    .check(z.refine((listed) => new Set(listed).size === listed.length, 'must not repeat one')),
})
const writing = { anyOf: ['roles.write'] } as const

/** Built-in ones first, then by name. */
export const listRoles = route({
  name: 'list-roles',
  method: 'GET',
  path: '/roles',
  summary: 'Roles by name, built-in ones first',
  access: { anyOf: ['roles.write', 'users.read'] },
  limit: null,
  query: z.strictObject(paging),
  status: 200,
  answer: listOf(role),
  problems: [],
})

/** Callers can't add permissions to a role that they lack themselves. */
export const createRole = route({
  name: 'create-role',
  method: 'POST',
  path: '/roles',
  summary: 'Add a role',
  access: writing,
  limit: null,
  body,
  status: 201,
  answer: role,
  problems: ['conflict'],
})

/** With its permissions, and whether the caller may change or assign it. */
export const showRole = route({
  name: 'show-role',
  method: 'GET',
  path: '/roles/{id}',
  summary: 'One role',
  access: { anyOf: ['roles.write', 'users.read'] },
  limit: null,
  params,
  status: 200,
  answer: role,
  problems: ['not-found'],
})

/**
 * Refused for built-in roles, for the caller's own roles, and for roles of users with more
 * permissions.
 */
export const changeRole = route({
  name: 'change-role',
  method: 'PATCH',
  path: '/roles/{id}',
  summary: 'Change the name or the permissions of a role',
  access: writing,
  limit: null,
  params,
  body: z.partial(body),
  status: 200,
  answer: role,
  problems: ['not-found', 'conflict', 'recent-sign-in-required'],
})

/** Refused as long as users have the role. */
export const deleteRole = route({
  name: 'delete-role',
  method: 'DELETE',
  path: '/roles/{id}',
  summary: 'Delete a role',
  access: writing,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found', 'conflict'],
})
