import type { countDisownedResets as contract } from '@rekey/contracts/audit'
import type { Verb } from '../../http/routes.ts'
import { day, later } from '../../lib/clock.ts'

/** Callers who never looked see the resets of this many days. */
const firstLookDays = 30

/** GET /disowned-resets. How many resets were disowned since the caller last looked. */
export const countDisownedResets: Verb<typeof contract> = async ({ caller }, { db, clock }) => {
  const [row] = await db.$queryRaw<{ unseen: number }[]>`
    SELECT count(*)::int AS unseen FROM disowns WHERE at > coalesce(
      (SELECT disowned_seen_at FROM users WHERE id = ${caller.user.id}::uuid),
      ${later(clock.now(), -firstLookDays * day)})`
  return { status: 200, body: { unseen: row?.unseen ?? 0 } }
}
