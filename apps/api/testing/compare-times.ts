import { createRandom } from './seeded-random.ts'
import { isSameTime, type Telling, tellApart } from './tell-apart.ts'

/**
 * Milliseconds of one act, by the name of what was measured: the act itself, and what follows it.
 */
export type Times = Readonly<Record<string, number>>

type Comparison = {
  readonly seed: number
  /** What is compared; the number is new for each pair, so that each can take fresh names. */
  readonly first: (pair: number) => Promise<Times>
  readonly second: (pair: number) => Promise<Times>
  /** The number of pairs before the first judgement. */
  readonly fewest: number
  /** The number of pairs after which an unclear result is judged as it is. */
  readonly most: number
  /** The number of pairs that run at the same time. */
  readonly lanes?: number
}

/** The number of pairs between two judgements. */
const step = 50

/**
 * Measures pairs back to back in random order, so that other load on the machine affects both sides
 * equally. It continues until the two can't be told apart, or `most` pairs were made. More pairs
 * only narrow the interval, so a real difference isn't missed because there were too few.
 */
export async function compareTimes(
  comparison: Comparison,
): Promise<Readonly<Record<string, Telling>>> {
  const { seed, fewest, most, lanes = 1 } = comparison
  const random = createRandom(seed)
  const samples = { first: new Map<string, number[]>(), second: new Map<string, number[]>() }
  for (let done = 0; ; ) {
    const upTo = Math.max(fewest, done + step)
    const pairs = Array.from({ length: upTo - done }, (_, index) => done + index)
    const work = async () => {
      for (let pair = pairs.pop(); pair !== undefined; pair = pairs.pop()) {
        await measurePair(comparison, pair, random() < 0.5, samples)
      }
    }
    await Promise.all(Array.from({ length: lanes }, work))
    done = upTo
    const told = tell(samples)
    if (done >= most || Object.values(told).every(isSameTime)) return told
  }
}

type Samples = { readonly first: Map<string, number[]>; readonly second: Map<string, number[]> }

async function measurePair(
  { first, second }: Comparison,
  pair: number,
  firstGoesFirst: boolean,
  samples: Samples,
) {
  const sides = [
    { act: first, into: samples.first },
    { act: second, into: samples.second },
  ]
  for (const { act, into } of firstGoesFirst ? sides : sides.reverse()) {
    for (const [name, milliseconds] of Object.entries(await act(pair))) {
      const values = into.get(name) ?? []
      values.push(milliseconds)
      into.set(name, values)
    }
  }
}

const tell = ({ first, second }: Samples): Record<string, Telling> =>
  Object.fromEntries(
    [...first].map(([name, values]) => [name, tellApart(values, second.get(name) ?? [])]),
  )

/** Milliseconds that work took, with what it gave. */
export async function timed<T>(
  work: () => Promise<T>,
): Promise<{ value: T; milliseconds: number }> {
  const startedAt = performance.now()
  const value = await work()
  return { value, milliseconds: performance.now() - startedAt }
}
