import * as z from 'zod/mini'
import { text, uuid } from './fields.ts'
import { listOf, paging } from './lists.ts'
import { route } from './route.ts'

/** A retailer: its contacts are users of their own. */
export const organization = z.object({ id: uuid, name: z.string() })

export const listOrganizations = route({
  name: 'list-organizations',
  method: 'GET',
  path: '/organizations',
  summary: 'Organizations by name',
  access: { anyOf: ['users.read', 'contacts.read'] },
  limit: null,
  query: z.strictObject({
    ...paging,
    /** A part of the name, in either case. */
    search: z.optional(text(200)),
  }),
  status: 200,
  answer: listOf(organization),
  problems: [],
})
