import { setTimeout as delay } from 'node:timers/promises'
import type { FaultySite } from './faulty-site.ts'

type Fault = (site: FaultySite) => Promise<unknown>

/**
 * Each breaks something, and has mended it when it resolves; the mail server hangs for five mails.
 */
const faults = {
  'PostgreSQL restarted': ({ database }) => database.restart(),
  'PostgreSQL killed': ({ database }) => database.crash(),
  'failover to the standby': ({ database }) => database.failOver(),
  'disk of PostgreSQL full': async ({ database, disks, random }) => {
    const disk = disks.find(({ folder }) => folder === database.primaryHome)
    await disk?.fill()
    await delay(between(random, 4_000, 8_000))
    await disk?.free()
    await database.keepRunning()
  },
  'mail server gone': async ({ sink, random }) => {
    await sink.goAway()
    await delay(between(random, 2_000, 10_000))
    await sink.comeBack()
  },
  'mail server hangs': async ({ sink }) => sink.hang(5),
  'Redis killed': async ({ redis, random }) => {
    await redis.stop()
    await delay(between(random, 1_000, 6_000))
    await redis.start()
  },
  'clock stepped': async ({ clocks, random }) => {
    const clock = clocks[Math.floor(random() * clocks.length)]
    clock?.stepTo(Math.round(between(random, -300, 300)))
    await delay(between(random, 3_000, 8_000))
    clock?.stepTo(0)
  },
} as const satisfies Record<string, Fault>

export const between = (random: () => number, least: number, most: number) =>
  least + random() * (most - least)

/** Each fault once, in a random order. */
export function shuffledFaults(random: () => number) {
  const drawn = Object.entries<Fault>(faults).map(([name, fault]) => ({
    name,
    fault,
    rank: random(),
  }))
  return drawn.toSorted((one, other) => one.rank - other.rank)
}
