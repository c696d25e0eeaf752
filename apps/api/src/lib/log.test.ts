import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'

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
