import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { afterEach, expect, test, vi } from 'vitest'
import { minute } from './clock.ts'
import { createLog } from './log.ts'

const lineCount = 5_000

/** A process that logs more than a pipe holds, and then ends. */
const program = (ending: string) => `
  import { createLog } from '${new URL('./log.ts', import.meta.url).href}'
  const log = createLog('info')
  process.stderr.write('It begins\\n')
  for (let line = 1; line < ${lineCount}; line += 1) log.info({ line })
  setTimeout(() => {
    log.info({ line: ${lineCount} })
    ${ending}
  }, 1)`

test.each([
  ['exits', 'process.exit(0)'],
  ['fails', 'throw new Error("It is broken")'],
  ['gets a signal to stop', 'process.on("SIGTERM", () => process.exit(0)).kill(process.pid)'],
])('a process that %s loses no line of its log, although the reader is slow', async (_, ending) => {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program(ending)])
  await once(child.stderr, 'data')
  const lines: number[] = []
  for await (const text of createInterface(child.stdout)) lines.push(JSON.parse(text).line)
  expect(lines).toEqual(Array.from({ length: lineCount }, (_line, n) => n + 1))
})

afterEach(() => vi.restoreAllMocks())

test('while the database is away, each line about it comes once a minute', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0)
  const told: string[] = []
  const log = createLog('info', { write: (line) => void told.push(JSON.parse(line).msg) })
  const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const worker = log.child({ process: 'worker' })
  for (let n = 0; n < 20; n += 1) {
    log.error({ err: away }, 'A job failed')
    worker.error({ err: away }, 'The audit log could not be sealed')
    log.error({ err: new Error('It is broken') }, 'Broken')
    log.info('answered')
  }
  const count = (words: string) => told.filter((one) => one === words).length
  expect(['A job failed', 'The audit log could not be sealed'].map(count)).toEqual([1, 1])
  expect(['Broken', 'answered'].map(count)).toEqual([20, 20])
  now.mockReturnValue(minute)
  log.error({ err: away }, 'A job failed')
  expect(count('A job failed')).toBe(2)
})
