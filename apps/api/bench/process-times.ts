import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks a second in proc_stat(5): 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/** CPU seconds that a process and its children, present and ended, have used so far (Linux). */
export async function cpuSecondsOf(pid: number): Promise<number> {
  const all = await Promise.all((await readdir('/proc')).filter(isPid).map(readTimes))
  const ours = all.filter((each) => each.pid === pid || each.parent === pid)
  return ours.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond
}

const isPid = (name: string) => /^\d+$/.test(name)

/** Its own ticks in user and kernel mode, and those of the children that it has waited for. */
async function readTimes(pid: string) {
  const file = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name of the program, in parentheses, may contain spaces.
  const fields = file.slice(file.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(11, 15).reduce((sum, each) => sum + Number(each), 0)
  return { pid: Number(pid), parent: Number(fields[1]), ticks: ticks || 0 }
}
