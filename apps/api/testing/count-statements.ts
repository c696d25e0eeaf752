import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'

const background = new AsyncLocalStorage<true>()

/** What `open` starts to do by itself, such as the queue's timers, is not counted below. */
export const inBackground = <T>(open: () => T): T => background.run(true, open)

/** The statements that are sent while `work` runs, by their first words, without their values. */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    if (!background.getStore()) sent.push(shapeOf(given[0]))
    return Reflect.apply(original, this, given)
  } as typeof original
  try {
    await work()
  } finally {
    pg.Client.prototype.query = original
  }
  return sent
}

function shapeOf(query: unknown): string {
  const text = typeof query === 'object' && query !== null && 'text' in query ? query.text : query
  return String(text).replace(/\s+/g, ' ').trim().slice(0, 80)
}
