import { randomUUID } from 'node:crypto'
import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../deps.ts'
import type { Input } from '../http/routes.ts'
import type { Statements } from '../lib/database.ts'
import { recordAudit } from '../models/audit.ts'
import type { ProvedFactor } from '../models/check-factor.ts'
import { queueNotices } from '../models/notices.ts'

type From = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'>

/**
 * Uses a right proof up, in the transaction of the act that needs it. Lock the user first. A used
 * recovery code is told of, because its owner may have lost the sheet of paper.
 * @returns false: it was used meanwhile
 */
export async function useFactor(
  tx: Statements,
  deps: Deps,
  proved: ProvedFactor,
  user: { readonly id: string; readonly username: string },
  { device, ip, requestId }: From,
): Promise<boolean> {
  const at = deps.clock.now()
  if (!(await proved.use(tx, at))) return false
  if (proved.method !== 'recovery-code') return true
  const { id: userId, username } = user
  await recordAudit(tx, {
    action: 'recovery-code.used',
    at,
    actorId: userId,
    userId,
    requestId,
    details: { device },
    personal: { ip, username },
  })
  const told = { userId, device, factorId: randomUUID(), at }
  await queueNotices(tx, deps, { template: 'recovery-code-used', ...told })
  return true
}
