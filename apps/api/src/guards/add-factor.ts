import type { Contract } from '@rekey/contracts/route'
import { maximumFactors, type SecondFactor } from '@rekey/contracts/second-factors'
import type { Deps } from '../deps.ts'
import { Problem } from '../http/problem.ts'
import type { Input } from '../http/routes.ts'
import type { Database, Transaction } from '../lib/database.ts'
import { recordAudit } from '../models/audit.ts'
import { holdUser } from '../models/hold-user.ts'
import { queueNotices } from '../models/notices.ts'
import { issueRecoveryCodes } from '../models/recovery-codes.ts'
import { countFactors } from '../models/second-factors.ts'

type Owner = { readonly id: string; readonly username: string }
type From = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'>
type Added = Pick<SecondFactor, 'id' | 'type'>

/**
 * Adds a second factor of the person who acts, with all consequences. The user is locked first, so
 * that of two at once only one is the first.
 * @param add makes it count
 * @param makeRoom removes others before
 * @returns the recovery codes that come with the first one; null: it isn't the first
 * @throws Problem conflict
 */
export async function addFactor(
  tx: Transaction,
  deps: Deps,
  { id: userId, username }: Owner,
  { device, ip, requestId }: From,
  add: () => Promise<Added>,
  makeRoom = async (): Promise<void> => undefined,
): Promise<string[] | null> {
  const at = deps.clock.now()
  await holdUser(tx, userId)
  const isFirst = (await countFactors(tx, userId)) === 0
  await makeRoom()
  await requireRoom(tx, userId)
  const { id: factorId, type } = await add()
  const codes = isFirst ? await issueRecoveryCodes(tx, deps.keys, userId, at) : null
  await recordAudit(tx, {
    action: 'second-factor.added',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { secondFactorId: factorId, method: type },
    personal: { ip, username },
  })
  const told = { userId, device, factorId, at }
  await queueNotices(tx, deps, { template: 'second-factor-added', ...told })
  return codes
}

/** @throws Problem conflict */
export async function requireRoom(tx: Database | Transaction, userId: string): Promise<void> {
  if ((await countFactors(tx, userId)) < maximumFactors) return
  throw new Problem('conflict', {
    detail: `You can have at most ${maximumFactors} second factors. Remove one first.`,
  })
}
