import PQueue from 'p-queue'
import { Piscina } from 'piscina'
import { second } from '../lib/clock.ts'
import { Overloaded } from '../lib/overloaded.ts'
import { type BounceReport, unreadableBounce } from './bounce-report.ts'

export type BounceReader = {
  /** @throws Overloaded when too many wait */
  read(raw: Uint8Array): Promise<readonly BounceReport[]>
  close(): Promise<void>
}

/** An ordinary bounce takes milliseconds; one that takes seconds was made to be slow. */
const defaultLimitMs = 10 * second
const defaultQueueLimit = 16

/**
 * Reads bounces in a thread of its own, one at a time. The reader of a mail can send hostile
 * bounces of it, and the server must answer others meanwhile. If one takes too long, its thread is
 * ended and it counts as unreadable.
 */
export function createBounceReader({
  limitMs = defaultLimitMs,
  queueLimit = defaultQueueLimit,
} = {}): BounceReader {
  const queue = new PQueue({ concurrency: 1 })
  const pool = new Piscina<Uint8Array, BounceReport[]>({
    filename: new URL('./bounce-reader-thread.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 30 * second,
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  })
  return {
    async read(raw) {
      if (queue.size >= queueLimit) throw new Overloaded('The queue of bounces')
      // The time limit starts when the thread takes the bounce, not while it waits for others.
      const run = () => pool.run(raw, { signal: AbortSignal.timeout(limitMs) })
      return queue.add(() => run().catch(asUnreadable))
    },
    close: () => pool.destroy(),
  }
}

/** The bounce ran out of time or memory. */
function asUnreadable(error: unknown): readonly BounceReport[] {
  const { name, code } = error as { name?: string; code?: string }
  if (name === 'AbortError' || code === 'ERR_WORKER_OUT_OF_MEMORY') return [unreadableBounce]
  throw error
}
