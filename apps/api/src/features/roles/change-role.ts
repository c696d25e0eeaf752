import { inOrder, type Permission } from '@rekey/contracts/permissions'
import type { changeRole as contract } from '@rekey/contracts/roles'
import type { Deps } from '../../deps.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireMayGive } from '../../guards/require-may-give.ts'
import { requireRecentSignIn } from '../../guards/require-recent-sign-in.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endLostConsolePasswords } from '../../models/end-lost-console-passwords.ts'
import { requireChangeableRole } from './require-changeable-role.ts'
import { refuseTakenName } from './role-fields.ts'
import { type StandingRole, shownRole } from './shown-roles.ts'

/**
 * PATCH /roles/{id}. It takes effect at once for every user with the role, also in open sessions.
 * Users who sign in at a provider and may no longer open the console lose the console password.
 */
export const changeRole: Verb<typeof contract> = async (input, deps) => {
  const { params, caller } = input
  const role = await deps.db
    .$transaction(async (tx) => {
      const before = await requireChangeableRole(tx, caller, params.id)
      const after = changed(before, input.body)
      const isSame = String(after.permissions) === String(before.permissions)
      if (isSame && after.name === before.name) return before
      if (!isSame) await requireMayPermit(tx, deps, input, { before, after })
      const { name, permissions } = after
      await tx.role.update({ where: { id: before.id }, data: { name, permissions } })
      if (hasLostConsole(before, after)) await endConsoleOf(tx, deps, input)
      await audit(tx, deps, input, { before, after })
      return after
    })
    .catch(refuseTakenName)
  return { status: 200, body: shownRole(caller, role) }
}

type Change = { readonly before: StandingRole; readonly after: Changed }
type Changed = StandingRole & { readonly permissions: Permission[] }

const changed = (before: StandingRole, { name, permissions }: Input<typeof contract>['body']) => ({
  ...before,
  name: name?.trim() ?? before.name,
  permissions: inOrder(permissions ?? before.permissions),
})

const opensConsole = ({ permissions }: StandingRole) => permissions.includes('console.access')

const hasLostConsole = (before: StandingRole, after: StandingRole) =>
  opensConsole(before) && !opensConsole(after)

/** @throws Problem not-permitted, recent-sign-in-required, conflict */
async function requireMayPermit(
  tx: Transaction,
  { clock }: Deps,
  { caller }: Input<typeof contract>,
  { before, after }: Change,
): Promise<void> {
  requireMayGive(caller, after.permissions)
  if (opensConsole(before) || opensConsole(after)) requireRecentSignIn(caller, clock.now())
  if (opensConsole(after) && (await tx.user.findFirst({ where: deviceHolding(before.id) }))) {
    throw new Problem('conflict', {
      detail: 'Device users have this role, and they can’t open the console.',
    })
  }
}

const holding = (roleId: string) => ({
  deletedAt: null,
  OR: [{ roleId }, { extraRoles: { some: { roleId } } }],
})

const deviceHolding = (roleId: string) => ({ kind: 'device' as const, ...holding(roleId) })

async function endConsoleOf(
  tx: Transaction,
  { clock }: Deps,
  { params, caller, requestId }: Input<typeof contract>,
): Promise<void> {
  const users = await tx.user.findMany({
    where: { signInMethod: 'sso', ...holding(params.id) },
    select: { id: true },
  })
  const userIds = users.map(({ id }) => id)
  await endLostConsolePasswords(tx, userIds, {
    at: clock.now(),
    actorId: caller.actorId,
    requestId,
  })
}

const audit = (
  tx: Transaction,
  deps: Deps,
  input: Input<typeof contract>,
  { before, after }: Change,
) =>
  auditBy(tx, deps, input, 'role.changed', null, {
    roleId: before.id,
    name: after.name,
    before: { name: before.name, permissions: inOrder(before.permissions) },
    after: { name: after.name, permissions: after.permissions },
  })
