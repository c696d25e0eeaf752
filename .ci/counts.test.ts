import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readReport, summary } from './counts.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekey-counts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const reportOf = (content: unknown) => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('the last line mentions skipped tests only if there are any', () => {
  expect(summary({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
  expect(summary({ passed: 12, failed: 1, skipped: 2 })).toBe('12 passed, 1 failed, 2 skipped')
})

test('vitest’s tests are counted as vitest counts them', () => {
  const path = reportOf({ numPassedTests: 7, numFailedTests: 2, numPendingTests: 1 })
  expect(readReport(path, false)).toEqual({ passed: 7, failed: 2, skipped: 1 })
})

test('a journey that passes only on the second attempt counts as failed', () => {
  const path = reportOf({ stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 0 } })
  expect(readReport(path, false)).toEqual({ passed: 5, failed: 2, skipped: 0 })
})

test('a runner that fails without a failed test counts as one failure', () => {
  const path = reportOf({ numPassedTests: 7, numFailedTests: 0, numPendingTests: 0 })
  expect(readReport(path, false)).toEqual({ passed: 7, failed: 1, skipped: 0 })
})

test('a runner that leaves no report, or ran no test, counts as one failure', () => {
  expect(readReport(join(folder, 'absent.json'), true).failed).toBe(1)
  const path = reportOf({ numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 })
  expect(readReport(path, true).failed).toBe(1)
})
