import type { Deps } from '../../deps.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { endAccess } from '../../models/access.ts'
import { forgetRecoveryAddresses } from '../../models/recovery-addresses.ts'
import { type Readdressed, tellOfNewAddresses } from '../../models/tell-of-new-addresses.ts'
import type { Planned } from './plan-import.ts'

/** Ends what was made for the person or the address that users had before, and tells them. */
export async function endWhatMoved(
  tx: Transaction,
  deps: Deps,
  planned: readonly Planned[],
  at: Date,
): Promise<void> {
  const moved = planned.filter(({ plan }) => plan.action === 'change' && plan.endsAccess)
  await endAccess(tx, idsOf(moved), at)
  await tellOfNewAddresses(tx, deps, planned.flatMap(confirmedBefore), lanes.bulk)
  await forgetRecoveryAddresses(tx, idsOf(planned.filter(isOtherPerson)))
}

/**
 * Who is told of a new address: users who read the old one. One import can correct thousands of
 * addresses that nobody has confirmed, and those mails would go to strangers.
 */
function confirmedBefore({ id, plan, stored }: Planned): readonly Readdressed[] {
  if (plan.action !== 'change' || !plan.changesAddress || !stored?.isAddressConfirmed) return []
  return [{ id, before: stored, after: plan.fields }]
}

/** The mails of the account go elsewhere from now on, or its kind decides anew who gets them. */
const isOtherPerson = ({ plan, stored }: Planned) =>
  plan.action === 'change' && (plan.changesAddress || plan.fields.kind !== stored?.kind)

const idsOf = (users: readonly Planned[]) => users.map(({ id }) => id)
