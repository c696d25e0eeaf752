import type { deleteUser as contract } from '@rekey/contracts/users'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endAccess } from '../../models/access.ts'
import { eraseUser } from '../../models/erase-user.ts'
import { forgetRecoveries } from '../../models/factor-recoveries.ts'
import { forgetRecoveryAddresses } from '../../models/recovery-addresses.ts'
import { forgetFactors } from '../../models/second-factors.ts'
import { clearWait, nameTag } from '../../models/sign-in-wait.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'

/**
 * DELETE /users/{id}. The row stays as a tombstone to which the audit log can refer. Names,
 * addresses and password are deleted here and in every other table, and the username becomes free.
 */
export const deleteUser: Verb<typeof contract> = async (input, deps) => {
  const { id } = input.params
  const { caller } = input
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.delete' })
    const at = deps.clock.now()
    await endAccess(tx, [id], at)
    await bury(tx, id, at)
    await requireAdministratorLeft(tx, target)
    await clearWait(tx, nameTag(deps.keys, target.username))
    await auditBy(tx, deps, input, 'user.deleted', { id }, { kind: target.kind })
    const names = [target.username, target.emailTo ?? '']
    await eraseUser(
      tx,
      deps,
      id,
      { at, actorId: caller.actorId, requestId: input.requestId },
      names,
    )
  })
  return { status: 204, body: null }
}

/**
 * A key with a control character, which usernames can't contain, so no user's name can match it.
 */
async function bury(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.user.update({
    where: { id },
    data: {
      username: '',
      usernameKey: `\u0001${id}`,
      searchText: '',
      displayName: '',
      emailTo: null,
      organizationId: null,
      status: 'deactivated',
      passwordHash: null,
      foreignScheme: null,
      passwordId: null,
      addressConfirmedAt: null,
      deletedAt: at,
    },
    select: { id: true },
  })
  await tx.userRole.deleteMany({ where: { userId: id } })
  await forgetFactors(tx, id)
  await forgetRecoveries(tx, id)
  await forgetRecoveryAddresses(tx, [id])
}
