import { randomUUID } from 'node:crypto'
import { fromPrisma, type PgBoss } from 'pg-boss'
import type { Transaction } from '../lib/database.ts'
import { coalesce } from './coalesce.ts'
import type { JobData, Origin } from './job-data.ts'
import { priorityOf } from './lanes.ts'
import { createTurns } from './turns.ts'

export type Asks = {
  /**
   * Stores a self-service request; resolves when it is committed.
   * @param network from which it comes; the more asks a network makes, the later its turn
   * @throws Overloaded
   */
  ask(data: JobData['open-reset'], network: string): Promise<void>
  /** Stores an act that is only counted; resolves when it is committed. @throws Overloaded */
  count(data: JobData['count-act']): Promise<void>
}

type Ask = { id: string; priority: number; data: JobData['open-reset'] }
type Count = { id: string; data: JobData['count-act'] }

/** Stores what the public calls leave to the worker, each on its own or within a transaction. */
export function createAsks(boss: PgBoss, origin: () => Origin) {
  const turns = createTurns()
  const inTurn = (data: JobData['open-reset'], network: string) => {
    const turn = turns(network)
    return { priority: priorityOf(data.lane, turn), data: { ...data, turn, ...origin() } }
  }
  const ask = coalesce((jobs: Ask[]) => boss.insert('open-reset', jobs))
  const count = coalesce((jobs: Count[]) => boss.insert('count-act', jobs))
  /** Those that come at the same time share one write. */
  const together: Asks = {
    ask: (data, network) => ask({ id: randomUUID(), ...inTurn(data, network) }),
    count: (data) => count({ id: randomUUID(), data: { ...data, ...origin() } }),
  }
  const within = (tx: Transaction): Asks => ({
    async ask(given, network) {
      const { data, priority } = inTurn(given, network)
      await boss.send('open-reset', data, { db: fromPrisma(tx), priority })
    },
    async count(data) {
      await boss.send('count-act', { ...data, ...origin() }, { db: fromPrisma(tx) })
    },
  })
  return { together, within }
}
