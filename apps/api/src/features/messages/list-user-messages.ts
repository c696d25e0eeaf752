import type { Message } from '@rekey/contracts/messages'
import type { listUserMessages as contract } from '@rekey/contracts/users'
import { readKeyset, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { listShownMessages, type MessagePosition } from '../../models/shown-messages.ts'

/** GET /users/{id}/messages. What became of each mail of a user, newest first; never what it says. */
export const listUserMessages: Verb<typeof contract> = async ({ params, query }, { db }) => {
  const keyset = readKeyset(query, 2, parsePosition)
  const user = await db.user.findUnique({
    where: { id: params.id, deletedAt: null },
    select: { id: true },
  })
  if (!user) throw new Problem('not-found')
  const messages = await listShownMessages(db, user.id, keyset)
  return { status: 200, body: toPage(messages, keyset, positionOf) }
}

const positionOf = ({ askedAt, id }: Message) => [askedAt, id]

const timeForm = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const uuidForm = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

/** Only what positionOf writes: the database knows fewer years than Date does. */
function parsePosition([time = '', id = '']: readonly string[]): MessagePosition | null {
  const askedAt = new Date(timeForm.test(time) ? time : Number.NaN)
  return Number.isNaN(askedAt.getTime()) || !uuidForm.test(id) ? null : { askedAt, id }
}
