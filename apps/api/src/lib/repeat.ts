import { setTimeout as delay } from 'node:timers/promises'

/**
 * Does something again and again, `milliseconds` after each end, until stopped. A failure is told
 * and doesn't end it.
 */
export function repeat(
  work: () => Promise<unknown>,
  milliseconds: number,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await work().catch(onError)
      await delay(milliseconds, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = loop()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}
