/**
 * A drain that hangs is cut off, because a clean restart is worth more than what it could still do.
 */
const drainSeconds = 10

/**
 * Runs `drain` once at SIGTERM, SIGINT or SIGHUP, or when the parent process that spawned us is
 * gone, and exits 0. A second signal, or ten seconds, ends the process at once.
 */
export function onStop(drain: () => Promise<void>, onError: (error: unknown) => void) {
  let isStopping = false
  const stop = async () => {
    if (isStopping) process.exit(1)
    isStopping = true
    setTimeout(() => process.exit(1), drainSeconds * 1_000).unref()
    try {
      await drain()
      process.exit(0)
    } catch (error) {
      onError(error)
      process.exit(1)
    }
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
  // A terminal that closes may send it several times.
  process.on('SIGHUP', () => void (isStopping || stop()))
  process.on('disconnect', () => void stop())
}
