import type { confirmRecoveryAddress as contract } from '@rekey/contracts/recovery-addresses'
import type { Deps } from '../../deps.ts'
import type { RecoveryAddress } from '../../generated/prisma/client.ts'
import { auditBy } from '../../guards/audit-by.ts'
import { requireRightMailedCode } from '../../guards/require-right-mailed-code.ts'
import { Problem } from '../../http/problem.ts'
import type { Input, Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { holdUser } from '../../models/hold-user.ts'
import { findAddressCode, judgeMailedCode } from '../../models/mailed-codes.ts'
import { queueNotices } from '../../models/notices.ts'
import {
  confirmRecoveryAddress as confirm,
  showRecoveryAddress,
} from '../../models/recovery-addresses.ts'

/**
 * POST /account/recovery-addresses/{id}/confirm. The code proves that the user reads the address. A
 * wrong code is committed before it is answered.
 */
export const confirmRecoveryAddress: Verb<typeof contract> = async (input, deps) => {
  const outcome = await deps.db.$transaction((tx) => judge(tx, deps, input))
  const confirmed = requireRightMailedCode(outcome, 'The code has ended. Ask for the mail again.')
  return { status: 200, body: showRecoveryAddress(confirmed) }
}

/** @throws Problem not-found, conflict */
async function judge(
  tx: Transaction,
  deps: Deps,
  input: Input<typeof contract>,
): Promise<RecoveryAddress | number | null> {
  const { params, body, caller } = input
  const userId = caller.user.id
  await holdUser(tx, userId)
  const pending = await tx.recoveryAddress.findFirst({ where: { id: params.id, userId } })
  if (!pending) throw new Problem('not-found')
  if (pending.confirmedAt) throw new Problem('conflict', { detail: 'It is confirmed already.' })
  const at = deps.clock.now()
  const code = await findAddressCode(tx, pending.id, at)
  const outcome =
    code && (await judgeMailedCode(tx, deps.keys, code, { code: body.code, by: userId, at }))
  return outcome === 'right' ? addressWasAdded(tx, deps, input, pending) : outcome
}

/** All other addresses are told, so that they have the waiting time to object. */
async function addressWasAdded(
  tx: Transaction,
  deps: Deps,
  input: Input<typeof contract>,
  { id, userId, address }: RecoveryAddress,
): Promise<RecoveryAddress> {
  const { recoveryAddressHoldHours } = await deps.settings.current()
  const at = deps.clock.now()
  const confirmed = await confirm(tx, id, recoveryAddressHoldHours, at)
  const { username } = input.caller.user
  const details = { recoveryAddressId: id, countsFrom: confirmed.countsFrom?.toISOString() ?? null }
  await auditBy(
    tx,
    deps,
    input,
    'recovery-address.added',
    { id: userId, username, address },
    details,
  )
  await queueNotices(tx, deps, {
    userId,
    template: 'recovery-address-added',
    device: input.device,
    recoveryAddressId: id,
    at,
    except: address,
  })
  return confirmed
}
