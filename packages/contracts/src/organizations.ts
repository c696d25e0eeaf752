import * as z from 'zod/mini'
import { instant, line, text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'

/** A retailer. Its contacts are users (`GET /users?organizationId=`). */
export const organization = z.object({ id: uuid, name: z.string() })

export const shownOrganization = z.extend(organization, {
  /** The number of its users, without deleted ones. */
  userCount: z.int(),
  createdAt: instant,
})

export type ShownOrganization = z.infer<typeof shownOrganization>

const params = z.strictObject({ id: uuid })
const body = z.strictObject({ name: line(200) })
const reading = { anyOf: ['users.read', 'contacts.read'] } as const
const writing = { anyOf: ['organizations.write'] } as const

/** Sorted by name. With contacts.read alone, all organizations are listed too. */
export const listOrganizations = route({
  name: 'list-organizations',
  method: 'GET',
  path: '/organizations',
  summary: 'Organizations by name',
  access: reading,
  limit: null,
  query: z.strictObject({
    ...paging,
    /** Parts of the name, ignoring case. Names with accents are found without them too. */
    search: z.optional(text(200)),
  }),
  status: 200,
  answer: listOf(shownOrganization),
  problems: [],
})

/** `conflict`: an organization has this name already. */
export const createOrganization = route({
  name: 'create-organization',
  method: 'POST',
  path: '/organizations',
  summary: 'Add an organization',
  access: writing,
  limit: null,
  body,
  status: 201,
  answer: shownOrganization,
  problems: ['conflict'],
})

/** With the number of its users. */
export const showOrganization = route({
  name: 'show-organization',
  method: 'GET',
  path: '/organizations/{id}',
  summary: 'One organization',
  access: reading,
  limit: null,
  params,
  status: 200,
  answer: shownOrganization,
  problems: ['not-found'],
})

/** `conflict`: another organization has this name. The organization's users stay in it. */
export const changeOrganization = route({
  name: 'change-organization',
  method: 'PATCH',
  path: '/organizations/{id}',
  summary: 'Rename an organization',
  access: writing,
  limit: null,
  params,
  body: z.partial(body),
  status: 200,
  answer: shownOrganization,
  problems: ['not-found', 'conflict'],
})

/** Refused as long as the organization has users. */
export const deleteOrganization = route({
  name: 'delete-organization',
  method: 'DELETE',
  path: '/organizations/{id}',
  summary: 'Delete an organization',
  access: writing,
  limit: null,
  params,
  status: 204,
  answer: null,
  problems: ['not-found', 'conflict'],
})
