import { Overloaded } from '../lib/overloaded.ts'

/** How many items may wait for the database; beyond that, callers are told to try again. */
const maximumWaiting = 10_000

/** The most items that one statement contains. */
const maximumBatch = 500

type Waiting<T> = { item: T; done(): void; failed(cause: unknown): void }

/**
 * Items that arrive together share one write. While a write is running, the next items are
 * collected; each caller waits for the commit of its own batch. If a batch fails, its items are
 * repeated one by one, so that a bad item doesn't make the others fail.
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
      // The first item of a burst waits until the end of its tick, so that the burst shares one
      // write.
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
