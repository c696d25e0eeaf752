import { addressOf, isSameMailbox } from '@rekey/contracts/reset-address'
import type { TargetUser } from '../../guards/target-user.ts'
import type { Transaction } from '../../lib/database.ts'
import { searchText } from '../../models/search-text.ts'
import { usernameKey } from '../../models/username-key.ts'
import { requireOrganization } from './user-fields.ts'

/**
 * Writes what an administrator sets of a user, except how they sign in. A changed address is no
 * longer confirmed.
 * @throws Problem bad-request; a unique violation if the username is taken
 */
export async function writeUser(
  tx: Transaction,
  before: TargetUser,
  after: TargetUser,
): Promise<void> {
  const { id, username, displayName, kind, emailTo, organizationId, roleId } = after
  const organization = await requireOrganization(tx, organizationId)
  await tx.user.update({
    where: { id },
    data: {
      username,
      displayName,
      kind,
      emailTo,
      organizationId,
      roleId,
      usernameKey: usernameKey(username),
      searchText: searchText({
        username,
        displayName,
        emailTo,
        organization: organization?.name ?? null,
      }),
      ...(!isSameMailbox(addressOf(after), addressOf(before)) && { addressConfirmedAt: null }),
    },
    select: { id: true },
  })
  await writeExtraRoles(tx, before, after)
}

async function writeExtraRoles(tx: Transaction, before: TargetUser, after: TargetUser) {
  const [had, has] = [before.extraRoleIds, after.extraRoleIds]
  const taken = had.filter((id) => !has.includes(id))
  const given = has.filter((id) => !had.includes(id))
  if (taken.length > 0) {
    await tx.userRole.deleteMany({ where: { userId: after.id, roleId: { in: taken } } })
  }
  if (given.length > 0) {
    await tx.userRole.createMany({ data: given.map((roleId) => ({ userId: after.id, roleId })) })
  }
}
