import { setTimeout as delay } from 'node:timers/promises'

/**
 * Repeats an action, `milliseconds` after the end of the one before, until stopped. A failure is
 * reported and doesn't stop it. An action that takes long ends early when its signal is aborted.
 */
export function repeat(
  work: (stopping: AbortSignal) => Promise<unknown>,
  milliseconds: number,
  onError: (error: unknown) => void,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const loop = async () => {
    while (!stopping.signal.aborted) {
      await work(stopping.signal).catch(onError)
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
