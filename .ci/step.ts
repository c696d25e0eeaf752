import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Counts, oneCheck, readReport } from './counts.ts'

export const root = join(import.meta.dirname, '..')

/**
 * A command of the test run. `report` is the JSON file that it writes, if it counts tests itself.
 */
export type Step = {
  title: string
  command: readonly [program: string, ...args: string[]]
  folder?: string
  environment?: Record<string, string>
  report?: string
  limitMinutes?: number
}

const environment = {
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
  NO_COLOR: '1',
  FORCE_COLOR: undefined,
}

/**
 * Runs a step and prints one line, and below it the step's output if it failed. Never throws: a
 * program that is missing or takes longer than its limit is a failed step like any other.
 *
 * The output goes to a file: a pipe would stay open, and this wait with it, for as long as a
 * process that the step left behind holds it.
 */
export const runStep = async (step: Step, logFolder: string): Promise<Counts> => {
  const startedAt = performance.now()
  const log = join(logFolder, `${step.title.replace(/\W+/g, '-')}.log`)
  const succeeded = await execute(step, log)
  const counts = step.report ? readReport(step.report, succeeded) : oneCheck(succeeded)
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const tests = step.report ? `  ${counts.passed} passed, ${counts.failed} failed` : ''
  console.log(`${counts.failed ? 'FAIL' : 'ok  '} ${step.title}  ${seconds} s${tests}`)
  if (counts.failed) console.log(readFileSync(log, 'utf8'))
  return counts
}

const execute = ({ command, folder = '.', limitMinutes = 15, ...step }: Step, log: string) => {
  const [program, ...args] = command
  const output = openSync(log, 'w')
  const child = spawn(program, args, {
    cwd: join(root, folder),
    env: { ...environment, ...step.environment },
    stdio: ['ignore', output, output],
    timeout: limitMinutes * 60_000,
  })
  closeSync(output)
  return new Promise<boolean>((resolve) => {
    child.once('error', (error) => {
      console.error(error.message)
      resolve(false)
    })
    child.once('exit', (code) => resolve(code === 0))
  })
}
