import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Template } from '@rekey/contracts/messages'
import { addressOf } from '@rekey/contracts/reset-address'
import type { Contract } from '@rekey/contracts/route'
import type { Deps } from '../../deps.ts'
import type { Input } from '../../http/routes.ts'
import { lanes } from '../../jobs/lanes.ts'
import type { Transaction } from '../../lib/database.ts'
import { queueMessage } from '../../models/messages.ts'
import type { LivingSession } from '../../models/sessions.ts'

/** A change of the caller's own second factors, and where it comes from. */
export type OwnChange = Pick<Input<Contract>, 'device' | 'ip' | 'requestId'> & {
  readonly caller: LivingSession
}

type Notice = Extract<Template, `second-factor-${string}` | `recovery-code${string}`>

/**
 * Tells every address of the user, because a thief may have changed one of them.
 * @param factorId what "This wasn't me" is about
 */
export async function tellOwner(
  tx: Transaction,
  deps: Deps,
  { caller, device }: OwnChange,
  template: Notice,
  factorId: string,
): Promise<void> {
  const owner = await tx.user.findUniqueOrThrow({
    where: { id: caller.user.id },
    select: { kind: true, username: true, emailTo: true },
  })
  const addresses = [addressOf(owner), owner.emailTo, owner.username].filter(
    (address): address is string => address !== null && isEmailAddress(address),
  )
  for (const to of new Set(addresses)) {
    await queueMessage(tx, deps, {
      userId: caller.user.id,
      template,
      to,
      origin: 'notice',
      lane: lanes.selfService,
      factorId,
      device,
      askedAt: deps.clock.now(),
    })
  }
}
