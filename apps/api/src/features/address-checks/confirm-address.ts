import type { confirmAddress as contract } from '@rekey/contracts/address-checks'
import { addressOf, isSameMailbox, type Recipient } from '@rekey/contracts/reset-address'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import type { Transaction } from '../../lib/database.ts'
import { type AddressCheck, findAddressCheck } from '../../models/address-checks.ts'
import { recordAudit } from '../../models/audit.ts'

/**
 * POST /address-checks/confirm. A person with the mail's token can read the mails of its address.
 * The token opens nothing else, so it works any number of times. Every other case gets the same
 * answer.
 */
export const confirmAddress: Verb<typeof contract> = async ({ body, ip, requestId }, deps) => {
  const check = await findAddressCheck(deps, body.token)
  if (!check) throw new Problem('reset-link-invalid')
  await deps.db.$transaction(async (tx) => {
    await requireSameAddress(tx, check)
    const at = deps.clock.now()
    if (!(await confirm(tx, check, at))) return
    await recordAudit(tx, {
      action: 'address-check.confirmed',
      at,
      userId: check.userId,
      requestId,
      personal: { ip, address: check.address },
    })
  })
  return { status: 200, body: { outcome: 'confirmed' } }
}

/**
 * Locks the user, so that the address can't change meanwhile.
 * @throws Problem reset-link-invalid
 */
async function requireSameAddress(tx: Transaction, { userId, address }: AddressCheck) {
  const [user] = await tx.$queryRaw<Recipient[]>`
    SELECT kind, username, email_to AS "emailTo" FROM users
    WHERE id = ${userId}::uuid AND deleted_at IS NULL AND status = 'active' FOR NO KEY UPDATE`
  if (!user || !isSameMailbox(addressOf(user), address)) throw new Problem('reset-link-invalid')
}

/** False: this mail, or a later one, has already confirmed the address. */
async function confirm(tx: Transaction, { userId, askedAt }: AddressCheck, at: Date) {
  const { count } = await tx.user.updateMany({
    where: {
      id: userId,
      OR: [{ addressConfirmedAt: null }, { addressConfirmedAt: { lt: askedAt } }],
    },
    data: { addressConfirmedAt: at },
  })
  return count === 1
}
