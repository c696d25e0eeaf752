import type { ForeignHash } from './foreign-hash.ts'

const runs = 3

/** Milliseconds that one check of this label takes on this machine: the middle one of three. */
export async function measureForeignHash({ work }: ForeignHash): Promise<number> {
  const durations: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    await work()
    durations.push(performance.now() - start)
  }
  return durations.sort((one, other) => one - other)[1] ?? 0
}
