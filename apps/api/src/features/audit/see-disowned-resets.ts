import type { seeDisownedResets as contract } from '@rekey/contracts/audit'
import type { Verb } from '../../http/routes.ts'

/** POST /disowned-resets/seen. The caller has looked; everybody else's banner stays. */
export const seeDisownedResets: Verb<typeof contract> = async ({ caller }, { db, clock }) => {
  const disownedSeenAt = clock.now()
  await db.user.updateMany({ where: { id: caller.user.id }, data: { disownedSeenAt } })
  return { status: 204, body: null }
}
