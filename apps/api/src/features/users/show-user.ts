import type { showUser as contract } from '@rekey/contracts/users'
import type { Deps } from '../../deps.ts'
import type { Caller } from '../../http/authenticate.ts'
import type { Verb } from '../../http/routes.ts'
import { findCallerVerified } from '../../models/caller-checks.ts'
import { findLivingRecovery, showRecovery } from '../../models/factor-recoveries.ts'
import { masked } from '../../models/mask-addresses.ts'
import { listRecoveryAddresses, showRecoveryAddress } from '../../models/recovery-addresses.ts'
import { countProofs } from '../../models/second-factors.ts'
import { seesAllUsers } from './reader.ts'
import { requireShownUser } from './require-shown-user.ts'

/** GET /users/{id}. A user whom the caller may not see is not found. */
export const showUser: Verb<typeof contract> = async ({ params, caller }, deps) => {
  const user = await requireShownUser(deps, params.id, caller)
  const secondFactors = await countProofs(deps.db, user.id)
  const now = deps.clock.now()
  const recovery = await findLivingRecovery(deps.db, user.id, now)
  const verifiedAt = await findCallerVerified(deps.db, user.id, now)
  const factorRecovery = recovery && showRecovery(recovery)
  const callerVerifiedAt = verifiedAt?.toISOString() ?? null
  const recoveryAddresses = await listShown(deps, user.id, caller)
  const added = { secondFactors, factorRecovery, callerVerifiedAt, recoveryAddresses }
  return { status: 200, body: { ...user, ...added } }
}

async function listShown({ db }: Deps, userId: string, caller: Caller) {
  const shown = (await listRecoveryAddresses(db, userId)).map(showRecoveryAddress)
  if (seesAllUsers(caller)) return shown
  return shown.map((address) => ({ ...address, email: masked(address.email) }))
}
