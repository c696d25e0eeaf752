import type { seeDisownedResets as contract } from '@rekey/contracts/audit'
import type { Verb } from '../../http/routes.ts'

/** POST /disowned-resets/seen. Records that the caller has looked; the banners of others stay. */
export const seeDisownedResets: Verb<typeof contract> = async ({ caller }, { db, clock }) => {
  const disownedSeenAt = clock.now()
  await db.user.updateMany({ where: { id: caller.user.id }, data: { disownedSeenAt } })
  return { status: 204, body: null }
}
