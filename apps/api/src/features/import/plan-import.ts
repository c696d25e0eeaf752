import { defaultRoleOf } from '@rekey/contracts/built-in-roles'
import type { Kind } from '@rekey/contracts/fields'
import { addressOf, isSameMailbox } from '@rekey/contracts/reset-address'
import { isMoved } from '../../models/access.ts'
import type { ImportRow } from './import-row.ts'

/** The columns of a user that import may change. */
export type UserFields = {
  readonly username: string
  readonly displayName: string
  readonly kind: Kind
  readonly emailTo: string | null
  readonly organization: string | null
  readonly roleId: string
  readonly status: 'active' | 'deactivated'
  readonly passwordHash: string | null
  readonly foreignScheme: string | null
}

export type StoredUser = UserFields & {
  readonly id: string
  /** Identifies a password that was set here. */
  readonly passwordId: string | null
  /** Or a passkey in its place. */
  readonly hasPassword: boolean
  readonly isBlocked: boolean
  /** Whether the user has shown that they read the mails of their reset address. */
  readonly isAddressConfirmed: boolean
  readonly signInMethod: 'password' | 'sso'
  readonly isAdministrator: boolean
}

export type ImportOptions = {
  readonly dryRun: boolean
  readonly invite: boolean
  readonly roles: boolean
  readonly replacePasswords: boolean
}

/** Also whom of the stored users an import can't give a second factor. */
type PlanOptions = ImportOptions & { readonly withFactor: ReadonlySet<string> }

export type Plan =
  | { readonly action: 'refuse'; readonly fault: string }
  | { readonly action: 'keep' }
  | { readonly action: 'create'; readonly fields: UserFields; readonly totpSecret: string | null }
  | {
      readonly action: 'change'
      readonly fields: UserFields
      /**
       * A password that was set here is replaced: it gets a new id, and device cookies become void.
       */
      readonly replacesPassword: boolean
      readonly endsAccess: boolean
      /**
       * Mails go to a new address from now on, so the confirmation of the old one no longer counts.
       */
      readonly changesAddress: boolean
      readonly totpSecret: string | null
    }

/** A row with its stored user and the planned change. */
export type Planned = {
  readonly row: ImportRow
  readonly id: string
  readonly stored: StoredUser | null
  readonly plan: Plan
}

/** The changes that a row makes to its user, by the rules of import. It has no side effects. */
export function planImport(row: ImportRow, stored: StoredUser | null, options: PlanOptions): Plan {
  return stored ? planChange(row, stored, options) : planNew(row)
}

function planNew(row: ImportRow): Plan {
  if (!row.kind) return { action: 'refuse', fault: 'kind is empty, but a new user needs one' }
  const fields = {
    username: row.username,
    displayName: row.displayName ?? row.username,
    kind: row.kind,
    emailTo: row.emailTo ?? null,
    organization: row.organization ?? null,
    roleId: row.roleId ?? defaultRoleOf(row.kind),
    status: row.status ?? 'active',
    passwordHash: row.hash?.hash ?? null,
    foreignScheme: row.hash?.scheme ?? null,
  }
  return { action: 'create', fields, totpSecret: row.totpSecret ?? null }
}

/**
 * Kind and status can't be empty, so an empty cell leaves them. Then a file can be imported again.
 */
function planChange(row: ImportRow, stored: StoredUser, options: PlanOptions): Plan {
  const kind = row.kind ?? stored.kind
  const hash = isHashTaken(row, stored, options) ? (row.hash ?? null) : undefined
  const fields: UserFields = {
    username: row.username,
    displayName: given(row.displayName, stored.displayName) ?? row.username,
    kind,
    emailTo: given(row.emailTo, stored.emailTo),
    organization: given(row.organization, stored.organization),
    roleId: options.roles
      ? (given(row.roleId, stored.roleId) ?? defaultRoleOf(kind))
      : stored.roleId,
    status: row.status ?? stored.status,
    passwordHash: hash === undefined ? stored.passwordHash : (hash?.hash ?? null),
    foreignScheme: hash === undefined ? stored.foreignScheme : (hash?.scheme ?? null),
  }
  // A given secret must not replace a second factor that the user has added here.
  const totpSecret = options.withFactor.has(stored.id) ? null : (row.totpSecret ?? null)
  const isSame = userColumns.every((column) => fields[column] === stored[column])
  if (isSame && totpSecret === null) return { action: 'keep' }
  const isNewHash = fields.passwordHash !== stored.passwordHash
  return {
    action: 'change',
    fields,
    replacesPassword: isNewHash && options.replacePasswords,
    endsAccess: isNewHash || isMoved(fields, stored),
    changesAddress: !isSameMailbox(addressOf(fields), addressOf(stored)),
    totpSecret,
  }
}

const given = <T>(value: T | null | undefined, stored: T) => (value === undefined ? stored : value)

/**
 * A given hash must not restore a password that was replaced or blocked here. Nor may it give a
 * password to users who sign in at a provider, since only an administrator's mail can create a
 * console password. A hash of our own making counts as set here: a sign-in re-hashes imported
 * passwords, so we can't tell whether the given hash is the same password.
 */
function isHashTaken(row: ImportRow, stored: StoredUser, options: ImportOptions): boolean {
  if (row.hash === undefined || stored.signInMethod === 'sso') return false
  const wasSetHere =
    stored.passwordId !== null || (stored.passwordHash !== null && stored.foreignScheme === null)
  return options.replacePasswords || !(wasSetHere || stored.isBlocked)
}

const userColumns = [
  'username',
  'displayName',
  'kind',
  'emailTo',
  'organization',
  'roleId',
  'status',
  'passwordHash',
  'foreignScheme',
] as const satisfies (keyof UserFields)[]
