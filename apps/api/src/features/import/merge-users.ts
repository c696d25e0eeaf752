import { randomUUID } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import type { Transaction } from '../../lib/database.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import { endLostConsolePasswords } from '../../models/end-lost-console-passwords.ts'
import { holdRequired, settleUsers } from '../../models/required-sign-in.ts'
import { holdRoles } from '../../models/roles.ts'
import { listUsersWithFactor } from '../../models/second-factors.ts'
import { keepImportedTotp } from '../../models/totp-secrets.ts'
import { endWhatMoved } from './end-what-moved.ts'
import type { ImportRow, RowFault } from './import-row.ts'
import type { CopyRows } from './import-session.ts'
import { inviteUsers } from './invite-users.ts'
import { countActions, type MergeCounts } from './merge-counts.ts'
import { type ImportOptions, type Planned, planImport, type StoredUser } from './plan-import.ts'
import {
  insertUsers,
  lockUsers,
  requireOrganizations,
  updateUsers,
  type WrittenUser,
} from './write-users.ts'

export type Merged = { readonly counts: MergeCounts; readonly faults: readonly RowFault[] }

/** The changes would leave no administrator who can sign in. */
export class LastAdministratorError extends Error {
  override name = 'LastAdministratorError'
}

export type MergeDeps = Deps & { readonly copy: CopyRows }

/**
 * Merges rows of distinct names into the users, in the caller's transaction: one statement reads
 * them all, one inserts, one updates.
 * @throws any database error that a single bad row causes
 */
export async function mergeUsers(
  tx: Transaction,
  deps: MergeDeps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  const at = deps.clock.now()
  const isRequired = await holdRequired(
    tx,
    rows.map(({ username }) => username),
  )
  const planned = await planRows(tx, rows, options)
  const written = await writePlanned(tx, deps.copy, planned, at)
  await keepImportedTotp(tx, deps.keys, secretsOf(written), at)
  if (isRequired) await settleUsers(tx, idsOf(written), at)
  const elsewhere = planned.filter(({ stored }) => stored?.signInMethod === 'sso')
  if (elsewhere.length > 0) await endLostConsolePasswords(tx, idsOf(elsewhere), { at })
  await requireAdministrator(tx, planned)
  await endWhatMoved(tx, deps, planned, at)
  const invited = options.invite && !options.dryRun ? await inviteUsers(tx, deps, planned) : 0
  return { counts: { ...countActions(planned), invited }, faults: faultsOf(planned) }
}

const secretsOf = (written: readonly WrittenUser[]) =>
  written.flatMap(({ id, totpSecret }) =>
    totpSecret === null ? [] : [{ userId: id, secret: totpSecret }],
  )

const idsOf = (users: readonly { readonly id: string }[]) => users.map(({ id }) => id)

async function planRows(tx: Transaction, rows: readonly ImportRow[], options: ImportOptions) {
  await holdRoles(
    tx,
    rows.flatMap(({ roleId }) => roleId ?? []),
  )
  const stored = await lockUsers(
    tx,
    rows.map(({ key }) => key),
  )
  const planning = { ...options, withFactor: await listWithFactor(tx, rows, stored) }
  return rows.map((row): Planned => {
    const user = stored.get(row.key) ?? null
    return {
      row,
      stored: user,
      id: user?.id ?? randomUUID(),
      plan: planImport(row, user, planning),
    }
  })
}

/**
 * Asked after the users are locked. The statement that locks them wouldn't see what another import
 * has committed while it waited.
 */
async function listWithFactor(
  tx: Transaction,
  rows: readonly ImportRow[],
  stored: ReadonlyMap<string, StoredUser>,
) {
  const given = rows.flatMap(({ key, totpSecret }) => (totpSecret && stored.get(key)?.id) || [])
  return given.length === 0 ? new Set<string>() : listUsersWithFactor(tx, given)
}

/**
 * Writes in the order of the keys: two imports then wait for each other's names instead of
 * deadlocking, and the indexes are filled from left to right.
 */
async function writePlanned(
  tx: Transaction,
  copy: CopyRows,
  planned: readonly Planned[],
  at: Date,
): Promise<WrittenUser[]> {
  const written = planned
    .flatMap(({ id, row: { key }, plan }) =>
      plan.action === 'create' || plan.action === 'change' ? [{ id, key, ...plan }] : [],
    )
    .sort((one, other) => (one.key < other.key ? -1 : 1))
  const organizations = await requireOrganizations(tx, written)
  const added = written.filter(({ action }) => action === 'create')
  const changed = written.filter(({ action }) => action === 'change')
  await insertUsers(copy, added, organizations)
  await updateUsers(tx, changed, organizations, at)
  return written
}

/** Checks only if an administrator was changed. */
async function requireAdministrator(tx: Transaction, planned: readonly Planned[]): Promise<void> {
  const isTouched = planned.some(
    ({ plan, stored }) => plan.action === 'change' && stored?.isAdministrator,
  )
  if (!isTouched) return
  if (!(await isAdministratorLeft(tx))) {
    throw new LastAdministratorError(
      'is the last administrator, so the account stays active and keeps the role',
    )
  }
}

const faultsOf = (planned: readonly Planned[]): RowFault[] =>
  planned.flatMap(({ plan, row: { line } }) =>
    plan.action === 'refuse' ? [{ line, fault: plan.fault }] : [],
  )
