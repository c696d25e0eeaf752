import type { Deps } from '../../deps.ts'
import { auditBy, type By } from '../../guards/audit-by.ts'
import type { TargetUser } from '../../guards/target-user.ts'
import type { Transaction } from '../../lib/database.ts'
import type { RoleNames } from './role-change.ts'

type Change = {
  readonly before: TargetUser
  readonly after: TargetUser
  readonly roles: { readonly before: RoleNames; readonly after: RoleNames }
}

/** Records a change of a user: which fields changed, from what to what. */
export function auditChange(
  tx: Transaction,
  deps: Deps,
  by: By,
  { before, after, roles }: Change,
): Promise<bigint | null> {
  const [was, is] = [factsOf(before, roles.before), factsOf(after, roles.after)]
  const differs = (name: Fact) => String(was[name]) !== String(is[name])
  const picked = (names: readonly Fact[]) => ({
    before: Object.fromEntries(names.map((name) => [name, was[name]])),
    after: Object.fromEntries(names.map((name) => [name, is[name]])),
  })
  const [names, sealed] = [erasable.filter(differs), deciding.filter(differs)]
  return auditBy(
    tx,
    deps,
    by,
    'user.changed',
    { id: after.id, ...(names.length > 0 && picked(names)) },
    { fields: [...names, ...sealed], ...(sealed.length > 0 && picked(sealed)) },
  )
}

/** Fields that identify a person. */
const erasable = ['username', 'displayName', 'emailTo', 'organizationId'] as const

/** Fields that decide about permissions are sealed, and no erasure removes them. */
const deciding = ['kind', 'role', 'extraRoles', 'signInMethod'] as const

type Fact = (typeof erasable)[number] | (typeof deciding)[number]

/** Roles are recorded by name, since the id of a deleted role says nothing. */
const factsOf = (user: TargetUser, { role, extraRoles }: RoleNames) => ({
  ...user,
  role,
  extraRoles: [...extraRoles],
})
