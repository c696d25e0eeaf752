import { addressOf } from '@rekey/contracts/reset-address'
import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { findRequired } from '../../models/required-sign-in.ts'
import { startReset } from '../../models/start-reset.ts'
import type { Planned } from './plan-import.ts'

/**
 * Mails link and code for the first password to users who have none, need one and have an address.
 */
export async function inviteUsers(
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
    if (stored?.hasPassword || stored?.signInMethod === 'sso' || required.has(id)) continue
    if (fields.status !== 'active' || !addressOf(fields)) continue
    await startReset(tx, deps, { ...fields, id }, { lane: lanes.bulk })
    invited += 1
  }
  return invited
}
