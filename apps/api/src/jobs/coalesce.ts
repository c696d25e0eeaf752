import PQueue from 'p-queue'
import { Overloaded } from '../lib/overloaded.ts'

/** How many items may wait for the database; beyond that, callers are told to try again. */
const maximumWaiting = 10_000

/** How many items of a failed batch are repeated at once. */
const repeatedAtOnce = 4

type Waiting<T, R> = { item: T; done(answer: R): void; failed(cause: unknown): void }

type Options<T> = {
  /** The most items that one batch contains. */
  readonly maximumBatch?: number
  /** Items with the same key never share a batch, so the second one sees what the first one did. */
  readonly keyOf?: (item: T) => string
  /** How long a batch that isn't full waits for more items, in milliseconds. */
  readonly gatherMs?: number
  /** Whether no other item is expected soon, so waiting would gain nothing. */
  readonly isLast?: () => boolean
}

/** Items that arrive together share one write. Each caller waits for the commit of its batch. */
export function coalesce<T>(write: (items: T[]) => Promise<unknown>): (item: T) => Promise<void> {
  return coalesceAnswers(async (items) => {
    await write(items)
    return items.map(() => undefined)
  })
}

/**
 * Items that arrive together share one call of `act`, which answers each of them, in the same
 * order. While a call is running, the next items are collected. If a batch fails, its items are
 * repeated one by one beside the next batches, so that a bad item holds up nobody.
 */
export function coalesceAnswers<T, R>(
  act: (items: T[]) => Promise<readonly R[]>,
  options: Options<T> = {},
): (item: T) => Promise<R> {
  const waiting: Waiting<T, R>[] = []
  const repeats = new PQueue({ concurrency: repeatedAtOnce })
  const gathering = gatheringOf(waiting, options)
  let isActing = false

  async function drain() {
    while (waiting.length > 0) {
      await gathering.end()
      await actOn(takeBatch(waiting, options), act, repeats)
    }
    isActing = false
  }

  return (item) => {
    const isFull = waiting.length + repeats.size >= maximumWaiting
    if (isFull) return Promise.reject(new Overloaded('The request queue'))
    return new Promise((done, failed) => {
      waiting.push({ item, done, failed })
      gathering.look()
      // The first item of a burst waits until the end of its tick, so that the burst shares a call.
      if (!isActing) setImmediate(() => void drain())
      isActing = true
    })
  }
}

const largestBatch = 500

/** `end` resolves when the batch is complete, or has waited long enough; `look` after each item. */
function gatheringOf<T>(
  waiting: readonly unknown[],
  { maximumBatch = largestBatch, gatherMs = 0, isLast = () => false }: Options<T>,
) {
  let wake = () => {}
  const isComplete = () => gatherMs === 0 || waiting.length >= maximumBatch || isLast()
  return {
    look: () => {
      if (isComplete()) wake()
    },
    async end() {
      if (isComplete()) return
      const { promise, resolve } = Promise.withResolvers<void>()
      wake = resolve
      const timer = setTimeout(resolve, gatherMs)
      await promise
      clearTimeout(timer)
    },
  }
}

/** Takes the first items whose keys differ; the others keep their places. */
function takeBatch<T, R>(
  waiting: Waiting<T, R>[],
  { maximumBatch = largestBatch, keyOf }: Options<T>,
): Waiting<T, R>[] {
  if (!keyOf) return waiting.splice(0, maximumBatch)
  const batch = new Map<string, Waiting<T, R>>()
  for (const each of waiting.splice(0)) {
    const key = keyOf(each.item)
    if (batch.size < maximumBatch && !batch.has(key)) batch.set(key, each)
    else waiting.push(each)
  }
  return [...batch.values()]
}

async function actOn<T, R>(
  batch: readonly Waiting<T, R>[],
  act: (items: T[]) => Promise<readonly R[]>,
  repeats: PQueue,
): Promise<void> {
  try {
    const answers = await act(batch.map(({ item }) => item))
    for (const [n, { done }] of batch.entries()) done(answers[n] as R)
  } catch (cause) {
    if (batch.length === 1) return batch[0]?.failed(cause)
    for (const single of batch) void repeats.add(() => actOn([single], act, repeats))
  }
}
