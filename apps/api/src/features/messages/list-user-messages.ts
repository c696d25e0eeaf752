import type { Message } from '@rekey/contracts/messages'
import type { listUserMessages as contract } from '@rekey/contracts/users'
import { readKeyset, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { parseMoment } from '../../lib/keyset.ts'
import { listShownMessages } from '../../models/shown-messages.ts'

/**
 * GET /users/{id}/messages. A user's mails with their delivery state, newest first, without their
 * content.
 */
export const listUserMessages: Verb<typeof contract> = async ({ params, query }, { db }) => {
  const keyset = readKeyset(query, 2, parseMoment)
  const user = await db.user.findUnique({
    where: { id: params.id, deletedAt: null },
    select: { id: true },
  })
  if (!user) throw new Problem('not-found')
  const messages = await listShownMessages(db, user.id, keyset)
  return { status: 200, body: toPage(messages, keyset, positionOf) }
}

const positionOf = ({ askedAt, id }: Message) => [askedAt, id]
