import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from './step.ts'

/** Licences (SPDX) under which a package may be part of Rekey, which is Apache-2.0. */
const accepted = [
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  '(MIT OR CC0-1.0)',
]

test('each package that Rekey brings has a licence that we accept', () => {
  const args = ['pnpm@12', 'licenses', 'list', '--json', '--prod', '--recursive']
  const listed = execFileSync('npx', args, { cwd: root, maxBuffer: 64 * 1024 * 1024 })
  const byLicence = JSON.parse(listed.toString('utf8')) as Record<string, unknown>
  expect(Object.keys(byLicence)).toContain('MIT')
  expect(Object.keys(byLicence).filter((licence) => !accepted.includes(licence))).toEqual([])
})
