import { builtInRoles } from '@rekey/contracts/built-in-roles'
import type { CopiedRow } from '../../lib/copy-rows.ts'
import { rowsAsTable, sql, type Transaction } from '../../lib/database.ts'
import { hasPasswordOrPasskey } from '../../models/factor-proofs.ts'
import { nameText, searchText } from '../../models/search-text.ts'
import type { CopyRows } from './import-session.ts'
import type { StoredUser, UserFields } from './plan-import.ts'

/** A user to be written: `fields` are all columns that import sets. */
export type WrittenUser = {
  readonly id: string
  readonly key: string
  readonly fields: UserFields
  readonly replacesPassword?: boolean
  readonly changesAddress?: boolean
  readonly totpSecret: string | null
}

/** Ids of organizations by name. */
type Organizations = ReadonlyMap<string, string>

/**
 * The users with these keys, locked until the transaction ends. Every import locks in the same
 * order.
 */
export async function lockUsers(
  tx: Transaction,
  keys: readonly string[],
): Promise<Map<string, StoredUser>> {
  const users = await tx.$queryRaw<(StoredUser & { key: string })[]>`
    SELECT id, username, username_key AS key, display_name AS "displayName", kind, status,
      ${hasPasswordOrPasskey(sql`users`)} AS "hasPassword",
      email_to AS "emailTo", role_id AS "roleId", password_hash AS "passwordHash",
      (SELECT name FROM organizations WHERE id = organization_id) AS organization,
      foreign_scheme AS "foreignScheme", password_id AS "passwordId",
      password_blocked_at IS NOT NULL AS "isBlocked",
      address_confirmed_at IS NOT NULL AS "isAddressConfirmed", sign_in_method AS "signInMethod",
      role_id = ${builtInRoles.administrator}::uuid OR EXISTS (
        SELECT 1 FROM user_roles
        WHERE user_id = users.id AND user_roles.role_id = ${builtInRoles.administrator}::uuid
      ) AS "isAdministrator"
    FROM users WHERE username_key = ANY(${keys}) ORDER BY id FOR UPDATE`
  return new Map(users.map(({ key, ...user }) => [key, user]))
}

/** The organizations that rows name; missing ones are created. */
export async function requireOrganizations(
  tx: Transaction,
  users: readonly WrittenUser[],
): Promise<Organizations> {
  const names = new Set(users.flatMap(({ fields }) => fields.organization ?? []))
  if (names.size === 0) return new Map()
  const found = await findOrganizations(tx, [...names])
  const missing = [...names].filter((name) => !found.has(name)).sort()
  if (missing.length === 0) return found
  await tx.$executeRaw`
    INSERT INTO organizations (name, search_text)
    SELECT * FROM unnest(${missing}::text[], ${missing.map(nameText)}::text[])
    ON CONFLICT DO NOTHING`
  return findOrganizations(tx, [...names])
}

async function findOrganizations(tx: Transaction, names: string[]): Promise<Organizations> {
  const found = await tx.$queryRaw<{ id: string; name: string }[]>`
    SELECT id, name FROM organizations WHERE name = ANY(${names}) FOR KEY SHARE`
  return new Map(found.map(({ id, name }) => [name, id]))
}

/** Adds users by COPY. All their indexes are filled the same way as by an INSERT. */
export async function insertUsers(
  copy: CopyRows,
  users: readonly WrittenUser[],
  organizations: Organizations,
): Promise<void> {
  if (users.length === 0) return
  await copy({ table: 'users', columns: copiedColumns }, copiedRows(users, organizations))
}

function* copiedRows(
  users: readonly WrittenUser[],
  organizations: Organizations,
): Generator<CopiedRow> {
  for (const { id, key, fields } of users) {
    yield [
      id,
      fields.username,
      key,
      fields.displayName,
      fields.kind,
      fields.emailTo,
      idOf(organizations, fields),
      fields.roleId,
      fields.status,
      fields.passwordHash,
      fields.foreignScheme,
      searchText(fields),
    ]
  }
}

const copiedColumns = (
  'id username username_key display_name kind email_to organization_id role_id status ' +
  'password_hash foreign_scheme search_text'
).split(' ')

const idOf = (organizations: Organizations, { organization }: UserFields) =>
  organizations.get(organization ?? '') ?? null

/**
 * A password that is replaced by a given one is gone for good: it gets a new id, and device cookies
 * become void.
 */
export async function updateUsers(
  tx: Transaction,
  users: readonly WrittenUser[],
  organizations: Organizations,
  at: Date,
): Promise<void> {
  if (users.length === 0) return
  const time = at.toISOString()
  await tx.$executeRaw`
    UPDATE users SET username = given.username, display_name = "displayName", kind = given.kind,
      email_to = "emailTo", organization_id = "organizationId", role_id = "roleId",
      search_text = "searchText", status = given.status, password_hash = "passwordHash",
      foreign_scheme = "foreignScheme",
      address_confirmed_at = CASE WHEN readdresses THEN NULL ELSE address_confirmed_at END,
      password_id = CASE WHEN replaces THEN gen_random_uuid() ELSE password_id END,
      password_changed_at = CASE WHEN replaces THEN ${time}::timestamptz ELSE password_changed_at END,
      password_blocked_at = CASE WHEN replaces THEN NULL ELSE password_blocked_at END,
      devices_void_before = CASE WHEN replaces THEN ${time}::timestamptz ELSE devices_void_before END
    FROM ${rowsAsTable(changedRows(users, organizations), changedColumns)}
    WHERE users.id = given.id`
}

const changedColumns = sql`
  id uuid, username text, "displayName" text, kind text, "emailTo" text, "organizationId" uuid,
  "roleId" uuid, status text, "passwordHash" text, "foreignScheme" text, "searchText" text,
  replaces boolean, readdresses boolean`

const changedRows = (users: readonly WrittenUser[], organizations: Organizations) =>
  users.map(({ id, fields, replacesPassword = false, changesAddress = false }) => ({
    ...fields,
    id,
    organizationId: idOf(organizations, fields),
    searchText: searchText(fields),
    replaces: replacesPassword,
    readdresses: changesAddress,
  }))
