import type { Deps } from '../src/deps.ts'

/** How many statements wait for a lock that another transaction holds. */
export async function countWaiting({ db }: Pick<Deps, 'db'>): Promise<number> {
  const waiting = await db.$queryRaw<object[]>`
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return waiting.length
}
