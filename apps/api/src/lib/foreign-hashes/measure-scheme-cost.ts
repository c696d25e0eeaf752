import type { SchemeCost } from './foreign-hash.ts'

const runs = 2

/**
 * Milliseconds that one check of this label takes on this machine when the machine is idle. It
 * takes the lower of two runs, and of their CPU time, so that other programs can't make a hash seem
 * too expensive.
 */
export async function measureSchemeCost({ spend, units }: SchemeCost): Promise<number> {
  const durations: number[] = []
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now()
    const startCpu = process.cpuUsage()
    await spend('measured', units)
    const { user, system } = process.cpuUsage(startCpu)
    durations.push(performance.now() - start, (user + system) / 1_000)
  }
  return Math.min(...durations)
}
