import type { UserCounts } from '@rekey/contracts/overview'
import { type Database, sql } from '../../lib/database.ts'
import {
  countThoseUsers,
  countUsersByMeasure,
  type UserCount,
} from '../../models/activity-counts.ts'
import { livingAt } from '../../models/resets.ts'

const ownStates = ['none', 'set', 'must-change', 'blocked'] as const

/**
 * Users by the state of their password, as the list of users filters them. The numbers are kept;
 * only the users with a living temporary password, who are few, are counted now.
 */
export async function countUsersByState(db: Database, now: Date): Promise<UserCounts> {
  const all = sumsOf(await countUsersByMeasure(db))
  const holders = sumsOf(
    await countThoseUsers(
      db,
      sql`id IN (SELECT user_id FROM resets WHERE purpose = 'temporary' AND ${livingAt(now)})`,
    ),
  )
  const own = (state: string, method: string) => {
    const measure = `users.${state}.${method}`
    return (all.get(measure) ?? 0) - (holders.get(measure) ?? 0)
  }
  const inState = (state: string) => own(state, 'password') + own(state, 'sso')
  const temporary = [...holders.values()].reduce((sum, count) => sum + count, 0)
  return {
    total: ownStates.reduce((sum, state) => sum + inState(state), temporary),
    byPasswordState: {
      none: inState('none'),
      set: inState('set'),
      temporary,
      'must-change': inState('must-change'),
      blocked: inState('blocked'),
    },
    noneBySignInMethod: { password: own('none', 'password'), sso: own('none', 'sso') },
  }
}

const sumsOf = (counts: readonly UserCount[]) =>
  new Map(counts.map(({ measure, count }) => [measure, count]))
