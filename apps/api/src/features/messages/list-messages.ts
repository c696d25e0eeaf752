import type { listMessages as contract, ListedMessage } from '@rekey/contracts/messages'
import { readKeyset, toPage } from '../../http/page.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { listMessagesWithUsers } from '../../models/shown-messages.ts'
import { findMessagePage } from './find-message-page.ts'

/**
 * GET /messages. The mails of all users with their delivery state, newest first, without their
 * content.
 */
export const listMessages: Verb<typeof contract> = async ({ query }, { db }) => {
  const { limit, cursor, ...filters } = query
  const keyset = readKeyset({ limit, cursor }, 2, parseMoment)
  const ids = await findMessagePage(db, { filters, ...keyset })
  const messages = await listMessagesWithUsers(db, ids)
  return { status: 200, body: toPage(messages, keyset, positionOf) }
}

const positionOf = ({ askedAt, id }: ListedMessage) => [askedAt, id]
