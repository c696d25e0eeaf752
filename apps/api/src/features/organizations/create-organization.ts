import { randomUUID } from 'node:crypto'
import type { createOrganization as contract } from '@rekey/contracts/organizations'
import { auditBy } from '../../guards/audit-by.ts'
import type { Verb } from '../../http/routes.ts'
import { nameText } from '../../models/search-text.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

/** POST /organizations. */
export const createOrganization: Verb<typeof contract> = async (input, deps) => {
  const { body } = input
  const { db, clock } = deps
  const organization = { id: randomUUID(), name: body.name.trim(), createdAt: clock.now() }
  const searchText = nameText(organization.name)
  await db
    .$transaction(async (tx) => {
      await tx.organization.create({ data: { ...organization, searchText } })
      await auditBy(tx, deps, input, 'organization.created', null, {
        organizationId: organization.id,
        name: organization.name,
      })
    })
    .catch(refuseTakenName)
  const createdAt = organization.createdAt.toISOString()
  return { status: 201, body: { ...organization, createdAt, userCount: 0 } }
}
