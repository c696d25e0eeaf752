import type { listBatchUsers as contract } from '@rekey/contracts/user-batches'
import { readKeyset, toPage } from '../../http/page.ts'
import { Problem } from '../../http/problem.ts'
import type { Verb } from '../../http/routes.ts'
import { findBatchUsers } from './batch-users.ts'

/** GET /user-batches/{id}/users. */
export const listBatchUsers: Verb<typeof contract> = async ({ params, query, caller }, { db }) => {
  const { limit, cursor, outcome } = query
  const where = { id: params.id, createdByUser: caller.user.id }
  const batch = await db.userBatch.findFirst({ where, select: { id: true } })
  if (!batch) throw new Problem('not-found')
  const keyset = readKeyset({ limit, cursor }, 1, parsePosition)
  const users = await findBatchUsers(db, batch.id, outcome ?? null, keyset)
  const page = toPage(users, keyset, ({ position }) => [String(position)])
  return { status: 200, body: { ...page, items: page.items.map(({ shown }) => shown) } }
}

const parsePosition = ([position = '']: readonly string[]) =>
  /^\d{1,9}$/.test(position) ? Number(position) : null
