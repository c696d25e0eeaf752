import { collectDefaultMetrics, Registry } from 'prom-client'

/**
 * Memory, CPU time, event loop and garbage collection of this process. They are watched from the
 * first time that somebody asks: who never asks pays nothing.
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
