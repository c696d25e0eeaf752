import type { Deps } from '../../deps.ts'
import type { FactorRecovery } from '../../generated/prisma/client.ts'
import { requireTarget } from '../../guards/target-user.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../lib/database.ts'
import { findAuthority, type LaterCaller } from '../../models/authority.ts'
import { needed } from './require-other-person.ts'

type Recovery = Pick<FactorRecovery, 'userId' | 'startedBy' | 'confirmedBy'>

/**
 * Whether the administrators who agreed to a removal so far may still do so: days can lie between.
 * It locks the user.
 */
export async function mayStillHelp(
  tx: Transaction,
  { clock }: Pick<Deps, 'clock'>,
  { userId, startedBy, confirmedBy }: Recovery,
): Promise<boolean> {
  for (const id of confirmedBy === null ? [startedBy] : [startedBy, confirmedBy]) {
    const helper = await findAuthority(tx, { actorId: id, userId: id }, clock.now())
    if (!helper || !(await mayHelp(tx, helper, userId))) return false
  }
  return true
}

async function mayHelp(tx: Transaction, helper: LaterCaller, userId: string): Promise<boolean> {
  try {
    await requireTarget(tx, userId, helper, needed)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}
