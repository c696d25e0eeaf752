import { randomUUID } from 'node:crypto'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endAccess } from '../../models/access.ts'
import { isAdministratorLeft } from '../../models/administrators.ts'
import { endLostConsolePasswords } from '../../models/end-lost-console-passwords.ts'
import { findRequired, holdRequired, settleUsers } from '../../models/required-sign-in.ts'
import { holdRoles } from '../../models/roles.ts'
import { startReset } from '../../models/start-reset.ts'
import type { ImportRow, RowFault } from './import-row.ts'
import { type ImportOptions, type Plan, planImport, type StoredUser } from './plan-import.ts'
import { insertUsers, lockUsers, requireOrganizations, updateUsers } from './write-users.ts'

export type MergeCounts = {
  created: number
  changed: number
  unchanged: number
  passwordsReplaced: number
  invited: number
}

export const noCounts: MergeCounts = {
  created: 0,
  changed: 0,
  unchanged: 0,
  passwordsReplaced: 0,
  invited: 0,
}

export const mergeCountNames = Object.keys(noCounts) as (keyof MergeCounts)[]

export type Merged = { readonly counts: MergeCounts; readonly faults: readonly RowFault[] }

/** A row with its stored user and the planned change. */
type Planned = {
  readonly row: ImportRow
  readonly id: string
  readonly stored: StoredUser | null
  readonly plan: Plan
}

/** The changes would leave no administrator who can sign in. */
export class LastAdministratorError extends Error {
  override name = 'LastAdministratorError'
}

/**
 * Merges rows of distinct names into the users, in the caller's transaction: one statement reads
 * them all, one inserts, one updates.
 * @throws any database error that a single bad row causes
 */
export async function mergeUsers(
  tx: Transaction,
  deps: Deps,
  rows: readonly ImportRow[],
  options: ImportOptions,
): Promise<Merged> {
  const at = deps.clock.now()
  const isRequired = await holdRequired(
    tx,
    rows.map(({ username }) => username),
  )
  const planned = await planRows(tx, rows, options)
  const written = planned.flatMap(({ id, row: { key }, plan }) =>
    plan.action === 'create' || plan.action === 'change' ? [{ id, key, ...plan }] : [],
  )
  const organizations = await requireOrganizations(tx, written)
  await insertUsers(
    tx,
    written.filter(({ action }) => action === 'create'),
    organizations,
  )
  await updateUsers(
    tx,
    written.filter((user) => user.action === 'change'),
    organizations,
    at,
  )
  if (isRequired) {
    await settleUsers(
      tx,
      written.map(({ id }) => id),
      at,
    )
  }
  const elsewhere = planned.filter(({ stored }) => stored?.signInMethod === 'sso')
  await endLostConsolePasswords(
    tx,
    elsewhere.map(({ id }) => id),
    { at },
  )
  await requireAdministrator(tx, planned)
  const moved = planned.filter(({ plan }) => plan.action === 'change' && plan.endsAccess)
  await endAccess(
    tx,
    moved.map(({ id }) => id),
    at,
  )
  const invited = options.invite && !options.dryRun ? await inviteUsers(tx, deps, planned) : 0
  return { counts: { ...countActions(planned), invited }, faults: faultsOf(planned) }
}

async function planRows(tx: Transaction, rows: readonly ImportRow[], options: ImportOptions) {
  await holdRoles(
    tx,
    rows.flatMap(({ roleId }) => roleId ?? []),
  )
  const stored = await lockUsers(
    tx,
    rows.map(({ key }) => key),
  )
  return rows.map((row): Planned => {
    const user = stored.get(row.key) ?? null
    return { row, stored: user, id: user?.id ?? randomUUID(), plan: planImport(row, user, options) }
  })
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

/**
 * Mails link and code for the first password to users who have none, need one and have an address.
 */
async function inviteUsers(
  tx: Transaction,
  deps: Deps,
  planned: readonly Planned[],
): Promise<number> {
  const required = await findRequired(
    tx,
    planned.map(({ id }) => id),
  )
  let invited = 0
  for (const { id, plan, stored } of planned) {
    const fields = 'fields' in plan ? plan.fields : stored
    if (plan.action === 'refuse' || !fields || fields.passwordHash !== null) continue
    if (stored?.signInMethod === 'sso' || required.has(id)) continue
    if (fields.status !== 'active' || !addressOf(fields)) continue
    await startReset(tx, deps, { ...fields, id }, { lane: lanes.bulk })
    invited += 1
  }
  return invited
}

function countActions(planned: readonly Planned[]) {
  const of = (action: Plan['action']) => planned.filter(({ plan }) => plan.action === action).length
  const replaced = planned.filter(({ plan }) => plan.action === 'change' && plan.replacesPassword)
  return {
    created: of('create'),
    changed: of('change'),
    unchanged: of('keep'),
    passwordsReplaced: replaced.length,
  }
}

const faultsOf = (planned: readonly Planned[]): RowFault[] =>
  planned.flatMap(({ plan, row: { line } }) =>
    plan.action === 'refuse' ? [{ line, fault: plan.fault }] : [],
  )
