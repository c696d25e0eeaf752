import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { add, type Counts, none, summary } from './counts.ts'
import { root, runStep, type Step } from './step.ts'
import { failedTests, readTestResults, slowestTests } from './test-results.ts'

/**
 * Everything that has to hold before a change lands; `pnpm test` runs all of it, and CI runs it in
 * parts. All steps run, even after a failed one, so that one run tells everything. The last line is
 * `N passed, N failed` (and `, N skipped`), and any failure makes the exit code 1. The failed tests
 * stand above it; with `--slowest`, the ten that took longest as well.
 */
const { values: options } = parseArgs({
  options: {
    /** `checks`, `tests` or `journeys`; all when left out. */
    only: { type: 'string' },
    /** Of the journeys, such as `1/3`. */
    shard: { type: 'string' },
    /** Where logs, reports and traces stay; left out, they go when the run ends. */
    reports: { type: 'string' },
    slowest: { type: 'boolean' },
  },
})
const logs = options.reports ? resolve(options.reports) : mkdtempSync(join(tmpdir(), 'rekey-test-'))
mkdirSync(logs, { recursive: true })
const unitReport = join(logs, 'unit.json')
const journeyReport = join(logs, 'journeys.json')

type Part = 'checks' | 'tests' | 'journeys'
type PartStep = Step & { readonly of: readonly Part[] }

/** The others read what these make. */
const preparations: PartStep[] = [
  {
    title: 'generate',
    command: ['node', '--run', 'generate'],
    of: ['checks', 'tests', 'journeys'],
  },
  { title: 'Chromium', command: ['node', 'e2e/support/ensure-chromium.ts'], of: ['journeys'] },
  { title: 'oathtool', command: ['node', 'e2e/support/ensure-oathtool.ts'], of: ['journeys'] },
  { title: 'Redis', command: ['node', 'apps/api/testing/ensure-redis.ts'], of: ['tests'] },
  {
    title: 'nginx',
    command: ['node', 'apps/deploy/testing/ensure-programs.ts', 'nginx'],
    of: ['tests'],
  },
]

/** None of these waits for another, so they share the cores, the longest first. */
const checks: PartStep[] = [
  {
    title: 'build',
    command: ['node_modules/.bin/vite', 'build'],
    folder: 'apps/web',
    of: ['checks', 'journeys'],
  },
  {
    title: 'documentation',
    command: ['node', 'apps/docs/src/build.ts'],
    of: ['checks', 'journeys'],
  },
  { title: 'types', command: ['node', '--run', 'typecheck'], of: ['checks'] },
  { title: 'lint', command: ['node', '--run', 'lint'], of: ['checks'] },
  { title: 'format', command: ['node', '--run', 'format:check'], of: ['checks'] },
]

/** One after the other: they measure times, which a busy neighbour would spoil. */
const suites: PartStep[] = [
  {
    title: 'unit and API tests',
    command: ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile=${unitReport}`],
    report: unitReport,
    limitMinutes: 60,
    of: ['tests'],
  },
  {
    title: 'end-to-end tests',
    command: [
      'node_modules/.bin/playwright',
      'test',
      '--reporter=dot,json',
      ...(options.shard ? [`--shard=${options.shard}`] : []),
      ...(options.reports ? ['--trace=retain-on-failure', `--output=${join(logs, 'traces')}`] : []),
    ],
    folder: 'e2e',
    environment: { PLAYWRIGHT_JSON_OUTPUT_FILE: journeyReport },
    report: journeyReport,
    limitMinutes: 60,
    of: ['journeys'],
  },
]

const ofPart = (steps: readonly PartStep[]): readonly Step[] =>
  steps.filter(({ of }) => options.only === undefined || of.some((part) => part === options.only))

const inTurn = async (steps: readonly Step[]): Promise<Counts> => {
  let counts = none
  for (const step of steps) counts = add(counts, await runStep(step, logs))
  return counts
}

const together = async (steps: readonly Step[]): Promise<Counts> =>
  (await Promise.all(steps.map((step) => runStep(step, logs)))).reduce(add, none)

const counts = [
  await inTurn(ofPart(preparations)),
  await together(ofPart(checks)),
  await inTurn(ofPart(suites)),
]
const total = counts.reduce(add, none)

const results = [unitReport, journeyReport].flatMap((report) => readTestResults(report, root))

if (!options.reports) rmSync(logs, { recursive: true })
if (options.slowest) console.log(slowestTests(results).join('\n'))
for (const failed of failedTests(results)) console.log(failed)
console.log(summary(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
