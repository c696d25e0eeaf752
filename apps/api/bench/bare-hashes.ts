import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'

/** RFC 9106 with OWASP's parameters: those of lib/hasher.ts, and nothing around them. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Bare argon2id hashes a second, as many at a time as there are cores. */
export async function rateOfBareHashes(seconds: number): Promise<number> {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1_000
  let done = 0
  const lane = async () => {
    while (performance.now() < endsAt) {
      await hash('Plum-Tractor-42-Violin', parameters)
      done += 1
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, lane))
  return done / ((performance.now() - startedAt) / 1_000)
}
