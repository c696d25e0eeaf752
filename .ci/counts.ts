import { readFileSync } from 'node:fs'

/**
 * How many tests passed, failed or were skipped. A check without tests of its own counts as one.
 */
export type Counts = { passed: number; failed: number; skipped: number }

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export const add = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
})

export const oneCheck = (succeeded: boolean): Counts =>
  succeeded ? { ...none, passed: 1 } : { ...none, failed: 1 }

/** The last line of a test run: `12 passed, 0 failed`, with `, 1 skipped` if there are any. */
export const summary = ({ passed, failed, skipped }: Counts): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

type VitestReport = { numPassedTests: number; numFailedTests: number; numPendingTests: number }
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

const readVitest = ({ numPassedTests, numFailedTests, numPendingTests }: VitestReport): Counts => ({
  passed: numPassedTests,
  failed: numFailedTests,
  skipped: numPendingTests,
})

/** A flaky test counts as failed, because a promise that only holds sometimes is broken. */
const readPlaywright = ({ stats }: PlaywrightReport): Counts => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky,
  skipped: stats.skipped,
})

/**
 * Reads the counts in a runner's JSON report. A runner may fail without a failed test: a file that
 * doesn't load, a set-up that throws, no report, or no test found. That counts as one failure, so
 * that no error goes unnoticed.
 */
export const readReport = (path: string, succeeded: boolean): Counts => {
  const counts = parse(path)
  const ran = counts.passed + counts.failed > 0
  return counts.failed === 0 && !(succeeded && ran) ? { ...counts, failed: 1 } : counts
}

const parse = (path: string): Counts => {
  try {
    const report: VitestReport | PlaywrightReport = JSON.parse(readFileSync(path, 'utf8'))
    return 'stats' in report ? readPlaywright(report) : readVitest(report)
  } catch {
    return none
  }
}
