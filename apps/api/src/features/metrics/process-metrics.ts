import { collectDefaultMetrics, Registry } from 'prom-client'

/**
 * Memory, CPU time, event loop and garbage collection of this process. Measuring starts with the
 * first request for metrics, so it costs nothing until then.
 */
export function createProcessMetrics() {
  const registry = new Registry()
  let isWatching = false
  return {
    read(): Promise<string> {
      if (!isWatching) collectDefaultMetrics({ register: registry })
      isWatching = true
      return registry.metrics()
    },
  }
}
