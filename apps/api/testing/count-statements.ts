import pg from 'pg'

/**
 * The statements that are sent while `work` runs, by their first words. It leaves out values, and
 * the queue's occasional check whether it still gets notifications.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = []
  const original = pg.Client.prototype.query
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    const shape = shapeOf(given[0])
    if (!shape.includes('pg_listening_channels')) sent.push(shape)
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
