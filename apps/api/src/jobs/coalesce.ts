import { Overloaded } from '../lib/overloaded.ts'

/** How many items may wait for the database; beyond that callers are told to come back. */
const maximumWaiting = 10_000

/** As many as one statement carries. */
const maximumBatch = 500

type Waiting<T> = { item: T; done(): void; failed(cause: unknown): void }

/**
 * Items that arrive together share one write. While a write is under way the next ones gather;
 * each caller waits for the commit of its own batch. A batch that fails is repeated item by item,
 * so that a bad one spoils nobody else's.
 */
export function coalesce<T>(write: (items: T[]) => Promise<unknown>) {
  const waiting: Waiting<T>[] = []
  let isWriting = false

  async function drain() {
    isWriting = true
    while (waiting.length > 0) {
      const batch = waiting.splice(0, maximumBatch)
      await writeBatch(batch, write)
    }
    isWriting = false
  }

  return (item: T): Promise<void> => {
    if (waiting.length >= maximumWaiting) return Promise.reject(new Overloaded('The request queue'))
    return new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      // The first of a burst waits for the rest of its tick, so that they travel together.
      if (!isWriting) {
        isWriting = true
        setImmediate(() => void drain())
      }
    })
  }
}

async function writeBatch<T>(batch: Waiting<T>[], write: (items: T[]) => Promise<unknown>) {
  try {
    await write(batch.map(({ item }) => item))
    for (const { done } of batch) done()
  } catch (cause) {
    const [only] = batch
    if (batch.length === 1) return only?.failed(cause)
    for (const single of batch) await writeBatch([single], write)
  }
}
