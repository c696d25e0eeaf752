import type { deleteOrganization as contract } from '@rekey/contracts/organizations'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findOrganization } from './organizations.ts'

/**
 * DELETE /organizations/{id}. Refused while a user belongs to it, so that no user loses it unasked.
 */
export const deleteOrganization: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { db } = deps
  await db.$transaction(async (tx) => {
    // A call that adds a user to it waits here, and then finds it gone.
    await tx.$queryRaw`SELECT 1 FROM organizations WHERE id = ${id}::uuid FOR UPDATE`
    const organization = await findOrganization(tx, id)
    if (!organization) throw new Problem('not-found')
    if (organization.userCount > 0) {
      throw new Problem('conflict', { detail: 'This organization has users.' })
    }
    await tx.organization.delete({ where: { id } })
    await auditBy(tx, deps, input, 'organization.deleted', null, {
      organizationId: id,
      name: organization.name,
    })
  })
  return { status: 204, body: null }
}
