import type { showOverview as contract } from '@rekey/contracts/overview'
import type { Verb } from '../../http/routes.ts'
import { countPeriods } from './count-periods.ts'
import { countUsersByState } from './count-users-by-state.ts'
import { findAttention } from './find-attention.ts'
import { periodsUntil } from './periods.ts'

const usualDays = 30

/** GET /overview. A few sums and index look-ups, however many users and mails there are. */
export const showOverview: Verb<typeof contract> = async ({ query, caller }, deps) => {
  const { db, clock, settings } = deps
  const now = clock.now()
  const current = await settings.current()
  const { timeZone } = current
  const periods = periodsUntil(now, Number(query.days ?? usualDays), timeZone)
  const readsMessages = caller.permissions.includes('messages.read')
  const readsUsers = caller.permissions.includes('users.read')
  return {
    status: 200,
    body: {
      asOf: now.toISOString(),
      timeZone,
      step: periods.step,
      periods: await countPeriods(db, periods, { readsMessages, readsUsers }),
      ...(readsUsers && { users: await countUsersByState(db, now) }),
      attention: await findAttention(db, now, {
        permissions: caller.permissions,
        settings: current,
      }),
    },
  }
}
