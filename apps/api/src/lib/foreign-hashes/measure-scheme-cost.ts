import { limits, type SchemeCost } from './foreign-hash.ts'

const mostRuns = 2

/**
 * Milliseconds that one check of this label takes on this machine when the machine is idle. It
 * takes the lower of the duration and the CPU time, and runs again if that is too much, so that
 * other work can't make a hash seem too expensive.
 */
export async function measureSchemeCost({ spend, units }: SchemeCost): Promise<number> {
  let lowest = Number.POSITIVE_INFINITY
  for (let run = 0; run < mostRuns && lowest > limits.milliseconds; run += 1) {
    const start = performance.now()
    const startCpu = process.cpuUsage()
    await spend('measured', units)
    const { user, system } = process.cpuUsage(startCpu)
    lowest = Math.min(lowest, performance.now() - start, (user + system) / 1_000)
  }
  return lowest
}
