import type { changeOrganization as contract } from '@rekey/contracts/organizations'
import { auditBy } from '../../guards/audit-by.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { nameText, searchText } from '../../models/search-text.ts'
import { findOrganization } from './organizations.ts'
import { refuseTakenName } from './refuse-taken-name.ts'

/** PATCH /organizations/{id}. Its users can be found by the new name at once. */
export const changeOrganization: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { body } = input
  const { db } = deps
  const changed = await db
    .$transaction(async (tx) => {
      const before = await tx.organization.findUnique({ where: { id } })
      if (!before) throw new Problem('not-found')
      const name = body.name?.trim() ?? before.name
      if (name !== before.name) {
        await tx.organization.update({ where: { id }, data: { name, searchText: nameText(name) } })
        await findByNewName(tx, id, name)
        await auditBy(tx, deps, input, 'organization.changed', null, {
          organizationId: id,
          before: { name: before.name },
          after: { name },
        })
      }
      return findOrganization(tx, id)
    })
    .catch(refuseTakenName)
  if (!changed) throw new Problem('not-found')
  return { status: 200, body: changed }
}

/** A retailer has few contacts, so one statement reads them all and one writes them. */
async function findByNewName(tx: Transaction, organizationId: string, organization: string) {
  const users = await tx.user.findMany({
    where: { organizationId },
    select: { id: true, username: true, displayName: true, emailTo: true },
    orderBy: { id: 'asc' },
  })
  const texts = users.map((user) => searchText({ ...user, organization }))
  await tx.$executeRaw`
    UPDATE users SET search_text = given.text
    FROM unnest(${users.map(({ id }) => id)}::uuid[], ${texts}::text[]) AS given (id, text)
    WHERE users.id = given.id`
}
