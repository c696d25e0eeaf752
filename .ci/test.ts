import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { add, type Counts, none, summary } from './counts.ts'
import { root, runStep, type Step } from './step.ts'
import { failedTests, readTestResults, slowestTests } from './test-results.ts'

/**
 * Everything that has to hold before a change lands; `pnpm test` and CI run this and nothing else.
 * All steps run, even after a failed one, so that one run tells everything. The last line is
 * `N passed, N failed` (and `, N skipped`), and any failure makes the exit code 1. The failed tests
 * stand above it; with `--slowest`, the ten that took longest as well.
 */
const logs = mkdtempSync(join(tmpdir(), 'rekey-test-'))
const unitReport = join(logs, 'unit.json')
const journeyReport = join(logs, 'journeys.json')

/** The others read what these make. */
const preparations: Step[] = [
  { title: 'generate', command: ['node', '--run', 'generate'] },
  { title: 'Chromium', command: ['node', 'e2e/support/ensure-chromium.ts'] },
  { title: 'Redis', command: ['node', 'apps/api/testing/ensure-redis.ts'] },
]

/** None of these waits for another, so they share the cores, the longest first. */
const checks: Step[] = [
  { title: 'build', command: ['node_modules/.bin/vite', 'build'], folder: 'apps/web' },
  { title: 'documentation', command: ['node', 'apps/docs/src/build.ts'] },
  { title: 'types', command: ['node', '--run', 'typecheck'] },
  { title: 'lint', command: ['node', '--run', 'lint'] },
  { title: 'format', command: ['node', '--run', 'format:check'] },
]

/** One after the other: they measure times, which a busy neighbour would spoil. */
const suites: Step[] = [
  {
    title: 'unit and API tests',
    command: ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile=${unitReport}`],
    report: unitReport,
    limitMinutes: 60,
  },
  {
    title: 'end-to-end tests',
    command: ['node_modules/.bin/playwright', 'test', '--reporter=dot,json'],
    folder: 'e2e',
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport },
    report: journeyReport,
    limitMinutes: 60,
  },
]

const inTurn = async (steps: readonly Step[]): Promise<Counts> => {
  let counts = none
  for (const step of steps) counts = add(counts, await runStep(step, logs))
  return counts
}

const together = async (steps: readonly Step[]): Promise<Counts> =>
  (await Promise.all(steps.map((step) => runStep(step, logs)))).reduce(add, none)

const counts = [await inTurn(preparations), await together(checks), await inTurn(suites)]
const total = counts.reduce(add, none)

const results = [unitReport, journeyReport].flatMap((report) => readTestResults(report, root))

rmSync(logs, { recursive: true })
if (process.argv.includes('--slowest')) console.log(slowestTests(results).join('\n'))
for (const failed of failedTests(results)) console.log(failed)
console.log(summary(total))
process.exitCode = total.failed > 0 ? 1 : 0
