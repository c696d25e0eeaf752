import type { Kind } from '@rekey/contracts/fields'
import type { Permission } from '@rekey/contracts/permissions'
import type { Deps } from '../deps.ts'
import type { User } from '../generated/prisma/client.ts'
import { type Sql, sql } from '../lib/database.ts'
import { type Factors, factorsOf } from './factor-proofs.ts'
import type { SignsInBy } from './may-use-console-password.ts'
import { opensConsole } from './opens-console.ts'
import type { ResetIdentity } from './reset-secrets.ts'
import { temporariesOf } from './temporary-passwords.ts'
import { usernameKey } from './username-key.ts'

/** The user whose password is checked; null for a name that no user has. */
export type Holder = SignsInBy & {
  readonly id: string
  readonly status: User['status']
  readonly passwordHash: string | null
  readonly passwordBlockedAt: Date | null
  readonly devicesVoidBefore: Date | null
  /** The inputs from which the user's living temporary passwords are derived. */
  readonly temporaries: readonly ResetIdentity[]
}

/** A user as a session shows them, with the permissions of all their roles. */
export type SessionUser = {
  readonly id: string
  readonly username: string
  readonly displayName: string
  readonly kind: Kind
  readonly role: { readonly id: string; readonly name: string }
  readonly permissions: Permission[]
}

/**
 * SQL: the permissions of `users owner`, of the primary and the extra roles together. Always in the
 * same order, because sessions show them.
 */
export const heldPermissions = sql`ARRAY(
  SELECT DISTINCT permission COLLATE "C" FROM roles, unnest(permissions) permission
  WHERE id = owner.role_id OR id IN (SELECT role_id FROM user_roles WHERE user_id = owner.id)
  ORDER BY 1
)`

/** SQL: the columns of a SessionUser, from `users owner`. */
export const sessionUserColumns = sql`
  owner.id, username, display_name AS "displayName", kind,
  (SELECT json_build_object('id', id, 'name', name) FROM roles WHERE id = owner.role_id) AS role,
  ${heldPermissions} AS permissions`

export type SigningIn = SessionUser &
  Holder & {
    readonly passwordId: string | null
    /** The password only opens a session in which a new one must be chosen. */
    readonly mustChangePassword: boolean
    readonly factors: Factors
  }

/** SQL: the permissions of `users owner`. */
const holderColumns = sql`
  status, sign_in_method AS "signInMethod", password_hash AS "passwordHash",
  password_id AS "passwordId", must_change_password AS "mustChangePassword",
  password_blocked_at AS "passwordBlockedAt", devices_void_before AS "devicesVoidBefore",
  ${opensConsole(sql`owner`)} AS "opensConsole"`

/** The user with the typed name. It takes one statement whether or not there is one. */
export async function findSigningIn(
  { driver, clock }: Pick<Deps, 'driver' | 'clock'>,
  username: string,
): Promise<SigningIn | null> {
  const [user] = await driver.$queryRaw<SigningIn[]>`
    SELECT ${signingInColumns(clock.now())}
    FROM ${livingAmong(sql`username_key = ${usernameKey(username)}`)}`
  return user ?? null
}

/** The user whose password was right, when their second factor follows. */
export async function findSigningInById(
  { driver, clock }: Pick<Deps, 'driver' | 'clock'>,
  id: string,
): Promise<SigningIn | null> {
  const [user] = await driver.$queryRaw<SigningIn[]>`
    SELECT ${signingInColumns(clock.now())}
    FROM ${livingAmong(sql`id = ${id}::uuid`)}`
  return user ?? null
}

/**
 * SQL: the users with this key who aren't deleted. OFFSET 0 keeps the two conditions apart.
 * Otherwise a plan that was made when there were few users may read an index of all living users,
 * and such a plan is kept.
 */
const livingAmong = (isKey: Sql): Sql => sql`
  (SELECT * FROM users WHERE ${isKey} OFFSET 0) AS owner WHERE deleted_at IS NULL`

const signingInColumns = (now: Date) => sql`
  ${sessionUserColumns}, ${holderColumns}, ${factorsOf()} AS factors,
  ${temporariesOf(now)} AS temporaries`

export type AccountOwner = Omit<SigningIn, 'role' | 'permissions' | 'factors'> & {
  readonly emailTo: string | null
  readonly organization: { readonly name: string } | null
}

/** A user with the fields that changes of their own account need. */
export async function findAccountOwner(
  { db, clock }: Pick<Deps, 'db' | 'clock'>,
  id: string,
): Promise<AccountOwner | null> {
  const [user] = await db.$queryRaw<AccountOwner[]>`
    SELECT owner.id, username, display_name AS "displayName", kind, email_to AS "emailTo", ${holderColumns},
      ${temporariesOf(clock.now())} AS temporaries,
      (SELECT json_build_object('name', name) FROM organizations WHERE id = organization_id) AS organization
    FROM users owner WHERE owner.id = ${id}::uuid AND deleted_at IS NULL`
  return user ?? null
}
