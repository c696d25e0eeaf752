import { lanes } from '../jobs/lanes.ts'
import type { Statements } from '../lib/statements.ts'
import { findReachable, noticeAddresses, type Told } from './mail-addresses.ts'
import { type MailDeps, type NewMessage, queueMessages } from './messages.ts'

type Notice = Omit<NewMessage, 'userId' | 'to' | 'origin' | 'lane' | 'askedAt' | 'happenedAt'> &
  Told & {
    readonly userId: string
    /**
     * The time with which the act stored what it made. "This wasn't me" ends what was made since
     * then.
     */
    readonly at: Date
  }

/** Tells a user, at every address, of an act that a thief may have done. */
export async function queueNotices(
  tx: Statements,
  deps: MailDeps,
  { at, also = null, except = null, ...notice }: Notice,
): Promise<void> {
  const user = await findReachable(tx, notice.userId, at)
  if (!user) return
  const asked = { origin: 'notice', lane: lanes.selfService, askedAt: at } as const
  await queueMessages(
    tx,
    deps,
    noticeAddresses(user, { also, except }).map((to) => ({ ...notice, ...asked, to })),
  )
}
