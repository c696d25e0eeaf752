import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { failedTests, readTestResults, slowestTests } from './test-results.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekey-results-'))
afterAll(() => rmSync(folder, { recursive: true }))

const resultsOf = (content: unknown) => {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return readTestResults(path, '/rekey')
}

const ofVitest = (assertionResults: object[], changes: object = {}) =>
  resultsOf({
    testResults: [
      {
        name: '/rekey/apps/a.test.ts',
        status: 'failed',
        message: '',
        assertionResults,
        ...changes,
      },
    ],
  })

const ofPlaywright = (result: object) =>
  resultsOf({
    errors: [],
    suites: [
      {
        specs: [],
        suites: [
          { specs: [{ title: 'saves', file: 'a.spec.ts', tests: [{ results: [result] }] }] },
        ],
      },
    ],
  })

test('a failed test is named with its file, and how its message begins', () => {
  const passed = { fullName: 'x is', duration: 5, failureMessages: [] }
  const failed = { fullName: 'x has', duration: 9, failureMessages: ['Error: 1 is not 2\n  at …'] }
  expect(failedTests(ofVitest([passed, failed]))).toEqual([
    'FAIL apps/a.test.ts › x has\n     Error: 1 is not 2',
  ])
})

test('so is a file that does not load', () => {
  expect(failedTests(ofVitest([], { message: 'Cannot find module' }))).toEqual([
    'FAIL apps/a.test.ts\n     Cannot find module',
  ])
})

test('so is a journey, in a describe block too, without colours', () => {
  const errors = [{ message: '\u001b[31mError: not visible\u001b[39m\nCall log' }]
  expect(failedTests(ofPlaywright({ duration: 4, errors }))).toEqual([
    'FAIL e2e/a.spec.ts › saves\n     Error: not visible',
  ])
})

test('the slowest come first', () => {
  const tests = [5, 9_040, 700].map((duration) => ({ fullName: `takes ${duration}`, duration }))
  expect(slowestTests(ofVitest(tests), 2)).toEqual([
    '9.0 s  apps/a.test.ts › takes 9040',
    '0.7 s  apps/a.test.ts › takes 700',
  ])
})

test('a runner that left no report has no tests', () => {
  expect(readTestResults(join(folder, 'absent.json'), '/rekey')).toEqual([])
})
