import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Load, LoadResult } from './load-process.ts'

const loadModule = fileURLToPath(new URL('./load-process.ts', import.meta.url))

/** Clients in a process of their own, so that they and the server don't share a thread. */
export type LoadGenerator = Disposable & {
  run(load: Load): Promise<LoadResult>
}

export function openLoadGenerator(): LoadGenerator {
  const child = fork(loadModule)
  return {
    async run(load) {
      child.send(load)
      const [result] = (await once(child, 'message')) as [LoadResult]
      return result
    },
    [Symbol.dispose]: () => child.disconnect(),
  }
}

/** @throws Error when any request was refused: a figure must count good answers alone */
export function requireGood(result: LoadResult): LoadResult {
  const refused = Object.entries(result.refused)
  if (refused.length === 0) return result
  throw new Error(`Refused: ${refused.map(([status, times]) => `${times} × ${status}`).join(', ')}`)
}
