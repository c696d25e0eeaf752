import { availableParallelism } from 'node:os'
import { hash } from '@node-rs/argon2'
import { createPasswordJudge } from '../src/models/password-judge.ts'

/** RFC 9106 with OWASP's parameters: those of lib/hasher.ts, and nothing around them. */
export const argon2Parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const password = 'Plum-Tractor-42-Violin'
const by = { policy: 'balanced', words: ['Jane Doe', 'jane.doe@northwind.example'] } as const

/** Bare argon2id hashes a second, as many at a time as there are cores. */
export const rateOfBareHashes = (seconds: number): Promise<number> =>
  rateOf(() => hash(password, argon2Parameters), availableParallelism(), seconds)

/**
 * What a saved password can't do without, a second: one judgement of its strength, in a thread of
 * its own, and as many hashes as it needs. One more at a time than there are cores, so that none of
 * them waits for a judgement.
 */
export async function rateOfBareSaves(seconds: number, hashes: 1 | 2): Promise<number> {
  const judge = createPasswordJudge()
  await judge.prepare()
  const save = async () => {
    await judge.judge(password, by)
    for (let n = 0; n < hashes; n += 1) await hash(password, argon2Parameters)
  }
  return rateOf(save, availableParallelism() + 1, seconds).finally(() => judge.close())
}

async function rateOf(act: () => Promise<unknown>, lanes: number, seconds: number) {
  const startedAt = performance.now()
  const endsAt = startedAt + seconds * 1_000
  let done = 0
  const lane = async () => {
    while (performance.now() < endsAt) {
      await act()
      done += 1
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return done / ((performance.now() - startedAt) / 1_000)
}
