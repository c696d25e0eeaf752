import type { Message } from '@rekey/contracts/messages'
import type { Caller } from '../http/authenticate.ts'
import type { Transaction } from '../lib/database.ts'
import { maskMessage } from '../models/mask-addresses.ts'
import { findShownMessage } from '../models/shown-messages.ts'

/**
 * A mail that was just queued, as its caller may see it: addresses are masked without users.read.
 * @throws Error when there is none
 */
export async function requireMessageFor(
  tx: Transaction,
  { permissions }: Caller,
  messageId: string | null,
): Promise<Message> {
  const message = messageId && (await findShownMessage(tx, messageId))
  if (!message) throw new Error('A mail that was queued has a message')
  return permissions.includes('users.read') ? message : maskMessage(message)
}
