import type { PgBoss } from 'pg-boss'

const wokenEveryMs = 100

/**
 * A notification wakes all workers of its queue, and each of them asks the database for jobs. While
 * jobs keep coming, once in 100 ms is enough: the workers then take several jobs at a time. The
 * first notification after a pause wakes them at once.
 */
export function wakeSeldom(boss: PgBoss): void {
  const db = boss.getDb()
  const listen = db.listen?.bind(db)
  if (!listen) throw new Error('The queue cannot listen for new jobs')
  db.listen = (channel, wake, onReconnect) =>
    listen(channel, gatherCalls(wake, wokenEveryMs), onReconnect)
}

/**
 * Calls `act` at once, and while it is called again, once more at the end of each interval.
 * Different arguments don't wait for each other.
 */
export function gatherCalls(act: (of: string) => void, ms: number): (of: string) => void {
  const isCalledAgain = new Map<string, boolean>()
  const run = (of: string) => {
    isCalledAgain.set(of, false)
    act(of)
    setTimeout(() => end(of), ms).unref()
  }
  const end = (of: string) => {
    if (isCalledAgain.get(of)) return run(of)
    isCalledAgain.delete(of)
  }
  return (of) => {
    if (isCalledAgain.has(of)) isCalledAgain.set(of, true)
    else run(of)
  }
}
