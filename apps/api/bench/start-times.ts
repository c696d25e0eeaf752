import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { removeEmbeddedDatabase } from '@rekey/embedded-database/remove-embedded-database'
import { findFreePort } from '../testing/free-port.ts'
import { spawnIn } from '../testing/service-process.ts'
import { atMost, type Figure } from './figures.ts'

const root = join(import.meta.dirname, '../../..')

/**
 * `npx pnpm@12 start` in a fresh clone of what is committed, to the first answer; then once more.
 */
export async function benchStart(): Promise<Figure[]> {
  const clone = await mkdtemp(join(tmpdir(), 'rekey-clone-'))
  execFileSync('git', ['clone', '--quiet', root, clone])
  try {
    const first = await secondsToFirstAnswer(clone)
    const second = await secondsToFirstAnswer(clone)
    return [
      atMost('start from a fresh clone, with a warm package cache', first, 60, 's'),
      atMost('a second start', second, 6, 's'),
    ]
  } finally {
    await removeEmbeddedDatabase(join(clone, '.data'))
    await rm(clone, { recursive: true })
  }
}

async function secondsToFirstAnswer(folder: string): Promise<number> {
  const port = await findFreePort()
  const startedAt = performance.now()
  const start = spawnIn(folder, { PORT: String(port) }, ['npx', 'pnpm@12', 'start'])
  const ended = once(start, 'exit')
  const hasEnded = ended.then(() => true)
  while (!(await isAnswering(`http://localhost:${port}/sign-in`))) {
    if (await Promise.race([hasEnded, delay(20, false)])) throw new Error('It ended at once')
  }
  const seconds = (performance.now() - startedAt) / 1_000
  process.kill(-(start.pid ?? 0), 'SIGINT')
  await ended
  return seconds
}

const isAnswering = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )
