import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { Kind } from '@rekey/contracts/fields'
import type { Permission } from '@rekey/contracts/permissions'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Caller } from '../http/authenticate.ts'
import { Problem } from '../http/problem.ts'
import { sql, type Transaction } from '../lib/database.ts'
import { mayActOn } from '../models/may-act.ts'
import { opensConsole } from '../models/opens-console.ts'
import { refusalOfReset } from '../models/refusal-of-reset.ts'
import { findDefaultPermissions } from '../models/roles.ts'
import { findSettings } from '../models/settings.ts'
import { type SignsInWith, signsInWith } from '../models/signs-in-with.ts'

/** A user that a call acts on, locked until its transaction ends. */
export type TargetUser = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly kind: Kind
  readonly status: 'active' | 'deactivated'
  readonly emailTo: string | null
  readonly organizationId: string | null
  readonly roleId: string
  readonly extraRoleIds: readonly string[]
  readonly signInMethod: 'password' | 'sso'
  readonly signsInWith: SignsInWith | null
  readonly opensConsole: boolean
  readonly passwordHash: string | null
  readonly isAdministrator: boolean
  readonly permissions: Permission[]
}

/** The permission that a call needs for any user, and the one that is enough for contacts. */
export type Needed = { readonly all: Permission; readonly contacts?: Permission }

/**
 * Reads and locks the user that a call acts on, and checks that the caller may act on them.
 * @throws Problem not-found, not-permitted
 */
export async function requireTarget(
  tx: Transaction,
  id: string,
  caller: Caller,
  needed: Needed,
): Promise<TargetUser> {
  const target = await lockUser(tx, id)
  if (!target) throw new Problem('not-found')
  requireForKind(caller, target.kind, needed)
  const defaultPermissions = await findDefaultPermissions(tx, target.kind)
  if (!mayActOn(caller.permissions, { ...target, defaultPermissions })) {
    throw new Problem('not-permitted', { detail: 'This user has permissions that you don’t have.' })
  }
  return target
}

/** @throws Problem not-permitted */
export function requireForKind({ permissions }: Caller, kind: Kind, { all, contacts }: Needed) {
  const isEnough =
    permissions.includes(all) ||
    (kind === 'contact' && contacts !== undefined && permissions.includes(contacts))
  if (!isEnough) throw new Problem('not-permitted')
}

/**
 * Requires that a reset may be mailed to this user.
 * @throws Problem user-deactivated, user-signs-in-elsewhere, user-has-no-address
 */
export async function requireReachable(tx: Transaction, target: TargetUser): Promise<void> {
  const refusal = refusalOfReset(target, await findSettings(tx))
  if (refusal === null) return
  throw new Problem(
    refusal,
    refusal === 'user-signs-in-elsewhere' ? { detail: whereInstead(target) } : {},
  )
}

/** What the caller can do instead. */
function whereInstead({ displayName, signsInWith }: TargetUser): string {
  const place = signsInWith?.resetUrl
    ? `Their password is reset at ${signsInWith.resetUrl}.`
    : 'Their password is reset there.'
  const provider = signsInWith?.name ?? 'an identity provider'
  return `${displayName} signs in with ${provider}. ${place} You can let them use a password here again.`
}

/** The address to which the user's mails are sent. @throws Problem user-has-no-address */
export function requireAddress(target: TargetUser): string {
  const address = addressOf(target)
  if (address === null) throw new Problem('user-has-no-address')
  return address
}

async function lockUser(tx: Transaction, id: string): Promise<TargetUser | null> {
  const role = builtInRoles.administrator
  await tx.$queryRaw`SELECT 1 FROM users WHERE id = ${id}::uuid FOR UPDATE`
  const [user] = await tx.$queryRaw<TargetUser[]>`
    SELECT id, username, display_name AS "displayName", kind, status, email_to AS "emailTo",
      organization_id AS "organizationId", role_id AS "roleId",
      array_remove(held.roles, owner.role_id) AS "extraRoleIds",
      sign_in_method AS "signInMethod", password_hash AS "passwordHash",
      ${signsInWith(sql`owner`)} AS "signsInWith", ${opensConsole(sql`owner`)} AS "opensConsole",
      ${role}::uuid = ANY(held.roles) AS "isAdministrator",
      ARRAY(SELECT DISTINCT unnest(permissions) FROM roles WHERE roles.id = ANY(held.roles)) AS permissions
    FROM users owner, LATERAL (
      SELECT ARRAY(
        SELECT role_id FROM user_roles WHERE user_id = owner.id ORDER BY role_id) || owner.role_id AS roles
    ) held
    WHERE id = ${id}::uuid AND deleted_at IS NULL`
  return user ?? null
}
