import type { showOrganization as contract } from '@rekey/contracts/organizations'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findOrganization } from './organizations.ts'

/** GET /organizations/{id}. Its contacts are a list of users: `GET /users?organizationId=`. */
export const showOrganization: Verb<typeof contract> = async ({ params }, { db }) => {
  const organization = await findOrganization(db, params.id)
  if (!organization) throw new Problem('not-found')
  return { status: 200, body: organization }
}
