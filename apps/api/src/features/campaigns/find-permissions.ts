import type { Permission } from '@rekey/contracts/permissions'
import type { Transaction } from '../../lib/database.ts'
import { type Authority, findAuthority } from '../../models/authority.ts'

/** What somebody who started a campaign may do now; null: they may run campaigns no longer. */
export async function findPermissions(
  tx: Transaction,
  authority: Authority,
  now: Date,
): Promise<readonly Permission[] | null> {
  const found = await findAuthority(tx, authority, now)
  return found?.permissions.includes('campaigns.write') ? found.permissions : null
}
