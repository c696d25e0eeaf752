import { isSameMailbox } from '@rekey/contracts/reset-address'
import { lanes } from '../jobs/lanes.ts'
import type { Statements } from '../lib/statements.ts'
import { distinctMailboxes, findReachable, noticeAddresses } from './mail-addresses.ts'
import { type MailDeps, type NewMessage, queueMessages } from './messages.ts'

type Notice = Omit<NewMessage, 'userId' | 'to' | 'origin' | 'lane' | 'askedAt' | 'happenedAt'> & {
  readonly userId: string
  /**
   * The time with which the act stored what it made. "This wasn't me" ends what was made since
   * then.
   */
  readonly at: Date
  /** An address that is told although mails no longer go to it. */
  readonly also?: string | null
  /** An address that isn't told. */
  readonly except?: string | null
}

/** Tells a user, at every address, of an act that a thief may have done. */
export async function queueNotices(
  tx: Statements,
  deps: MailDeps,
  { at, also = null, except = null, ...notice }: Notice,
): Promise<void> {
  const user = await findReachable(tx, notice.userId, at)
  if (!user) return
  const addresses = distinctMailboxes([
    ...noticeAddresses(user),
    ...(also === null ? [] : [also]),
  ]).filter((address) => !isSameMailbox(address, except))
  const asked = { origin: 'notice', lane: lanes.selfService, askedAt: at } as const
  await queueMessages(
    tx,
    deps,
    addresses.map((to) => ({ ...notice, ...asked, to })),
  )
}
