import { isEmailAddress } from '@rekey/contracts/email-address'
import type { Template } from '@rekey/contracts/messages'
import { addressOf, type Recipient } from '@rekey/contracts/reset-address'
import { lanes } from '../jobs/lanes.ts'
import type { Statements } from '../lib/database.ts'
import { type MailDeps, queueMessage } from './messages.ts'

type Notice = Extract<
  Template,
  `second-factor-${string}` | `recovery-code${string}` | `factor-recovery-${string}`
>

type Told = {
  readonly userId: string
  readonly device: string | null
  /** What "This wasn't me" is about. */
  readonly factorId: string
}

/** Tells every address of the user, because a thief may have changed one of them. */
export async function tellOfFactors(
  tx: Statements,
  deps: MailDeps,
  template: Notice,
  told: Told,
): Promise<void> {
  const [owner] = await tx.$queryRaw<[Recipient]>`
    SELECT kind, username, email_to AS "emailTo" FROM users WHERE id = ${told.userId}::uuid`
  const addresses = [addressOf(owner), owner.emailTo, owner.username].filter(
    (address): address is string => address !== null && isEmailAddress(address),
  )
  const notice = { template, origin: 'notice', lane: lanes.selfService } as const
  for (const to of new Set(addresses)) {
    await queueMessage(tx, deps, { ...told, ...notice, to, askedAt: deps.clock.now() })
  }
}
