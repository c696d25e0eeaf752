import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg } from 'node:os'

type Machine = { describe(): Promise<string> }

/**
 * What the figures were measured on, and who else used it: a load at the start, or time that the
 * hypervisor gave to others ("steal"), makes figures worse than they are.
 */
export async function watchMachine(): Promise<Machine> {
  const [load = 0] = loadavg()
  const before = await readTimes()
  return {
    async describe() {
      const after = await readTimes()
      const stolen = (after.stolen - before.stolen) / Math.max(1, after.all - before.all)
      const model = cpus()[0]?.model.trim() ?? 'unknown'
      const busy = `load ${load.toFixed(1)} at the start, ${Math.round(stolen * 100)} % stolen`
      return `Node ${process.version} on ${availableParallelism()} × ${model}; ${busy}.`
    },
  }
}

/** Ticks since boot (proc_stat(5)); nothing where there is no such file. */
async function readTimes(): Promise<{ all: number; stolen: number }> {
  const file = await readFile('/proc/stat', 'utf8').catch(() => '')
  const ticks = file.split('\n')[0]?.split(/\s+/).slice(1, 9).map(Number) ?? []
  return { all: ticks.reduce((sum, each) => sum + each, 0), stolen: ticks[7] ?? 0 }
}
