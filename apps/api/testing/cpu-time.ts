/**
 * The milliseconds for which work keeps this thread's CPU busy. It doesn't count the time for which
 * a busy machine makes work wait, so compare this with a limit where something must stay cheap.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
