import type { deactivateUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { ActInput, Verb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { requireAdministratorLeft } from './require-administrator-left.ts'
import { requireShownUser } from './require-shown-user.ts'

/** POST /users/{id}/deactivate. */
export const deactivateUser: Verb<typeof contract> = async (input, deps) => {
  await deactivate(input, deps)
  return { status: 200, body: await requireShownUser(deps, input.params.id, input.caller) }
}

/** Ends sessions, resets and waiting mails too. A second call changes nothing. */
export async function deactivate(input: ActInput<typeof contract>, deps: Deps): Promise<void> {
  const { id } = input.params
  const { caller } = input
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    if (target.status === 'deactivated') return
    const at = deps.clock.now()
    await tx.user.update({ where: { id }, data: { status: 'deactivated' }, select: { id: true } })
    await requireAdministratorLeft(tx, target)
    await endAccess(tx, [id], at)
    await auditBy(tx, deps, input, 'user.deactivated', {
      id,
      username: target.username,
    })
  })
}
