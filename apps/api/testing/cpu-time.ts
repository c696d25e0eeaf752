/**
 * Milliseconds that work keeps this thread's CPU busy. A busy machine makes work wait, which this
 * doesn't count: where something must stay cheap, this is what to compare with a limit.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage()
  await work()
  const { user, system } = process.threadCpuUsage(before)
  return (user + system) / 1_000
}
