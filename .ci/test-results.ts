import { readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'

/** One test as a runner's JSON report tells it; `failure` is empty where it passed. */
type TestResult = { name: string; milliseconds: number; failure: string }

type VitestReport = {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; duration?: number | null; failureMessages?: string[] }[]
  }[]
}

type Suite = {
  specs: {
    title: string
    file: string
    tests: { results: { duration: number; errors: { message?: string }[] }[] }[]
  }[]
  suites?: Suite[]
}
type PlaywrightReport = { suites: Suite[]; errors: { message?: string }[] }

/** Every test of a run; none where the runner left no report. @param root of the repository */
export const readTestResults = (path: string, root: string): TestResult[] => {
  try {
    const report: VitestReport | PlaywrightReport = JSON.parse(readFileSync(path, 'utf8'))
    return 'testResults' in report ? ofVitest(report, root) : ofPlaywright(report)
  } catch {
    return []
  }
}

const ofVitest = ({ testResults }: VitestReport, root: string): TestResult[] =>
  testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const tests = assertionResults.map(({ fullName, duration, failureMessages = [] }) => ({
      name: `${file} › ${fullName}`,
      milliseconds: duration ?? 0,
      failure: failureMessages.join('\n'),
    }))
    // A file that doesn't load has no tests, and a set-up that throws fails none of them.
    const hasFailed = status === 'failed' && tests.every(({ failure }) => failure === '')
    return hasFailed ? [...tests, { name: file, milliseconds: 0, failure: message }] : tests
  })

const ofPlaywright = ({ suites, errors }: PlaywrightReport): TestResult[] => [
  ...errors.map((error) => ({ name: 'e2e', milliseconds: 0, failure: messageOf(error) })),
  ...suites.flatMap(ofSuite),
]

const ofSuite = ({ specs, suites = [] }: Suite): TestResult[] => [
  ...specs.map(({ title, file, tests }) => {
    const results = tests.flatMap((test) => test.results)
    return {
      name: `e2e/${file} › ${title}`,
      milliseconds: results.reduce((sum, { duration }) => sum + duration, 0),
      failure: results.flatMap((result) => result.errors.map(messageOf)).join('\n'),
    }
  }),
  ...suites.flatMap(ofSuite),
]

const messageOf = ({ message = 'no message' }: { message?: string }) => message

/** Two lines a failed test: which, and how its message begins. */
export const failedTests = (results: readonly TestResult[]): string[] =>
  results
    .filter(({ failure }) => failure !== '')
    .map(
      ({ name, failure }) => `FAIL ${name}\n     ${stripVTControlCharacters(firstLine(failure))}`,
    )

const firstLine = (message: string) => message.trim().split('\n', 1)[0]?.slice(0, 200) ?? ''

/** One line each for the tests that took longest. */
export const slowestTests = (results: readonly TestResult[], count = 10): string[] =>
  results
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, count)
    .map(({ name, milliseconds }) => `${(milliseconds / 1000).toFixed(1)} s  ${name}`)
