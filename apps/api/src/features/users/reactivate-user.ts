import type { reactivateUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireTarget } from '../../guards/target-user.ts'
import type { ActInput, Verb } from '../../http/routes.ts'
import { endAccess } from '../../models/access.ts'
import { requireShownUser } from './require-shown-user.ts'

/** POST /users/{id}/reactivate. */
export const reactivateUser: Verb<typeof contract> = async (input, deps) => {
  await reactivate(input, deps)
  return { status: 200, body: await requireShownUser(deps, input.params.id, input.caller) }
}

/**
 * The user may have told others the old password. So, unless the caller says otherwise, it only
 * opens a session in which a new one must be chosen.
 */
export async function reactivate(input: ActInput<typeof contract>, deps: Deps): Promise<void> {
  const { id } = input.params
  const { body, caller } = input
  await deps.db.$transaction(async (tx) => {
    const target = await requireTarget(tx, id, caller, { all: 'users.deactivate' })
    if (target.status === 'active') return
    const at = deps.clock.now()
    const mustChangePassword = (body.mustChangePassword ?? true) && target.passwordHash !== null
    await tx.user.update({
      where: { id },
      data: { status: 'active', mustChangePassword },
      select: { id: true },
    })
    await endAccess(tx, [id], at)
    await auditBy(
      tx,
      deps,
      input,
      'user.reactivated',
      { id, username: target.username },
      { mustChangePassword },
    )
  })
}
