import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { contracts } from '@rekey/contracts/all'
import { problemCodes } from '@rekey/contracts/problems'
import { examples, problemExamples } from '../src/http/openapi/examples.ts'
import { chooseExample, chooseProblem } from './choose-examples.ts'
import { exampleFaults } from './example-faults.ts'
import type { NotedCall } from './example-notes.ts'

/**
 * `npx pnpm@12 examples [--all] [pattern…]`: runs the API's tests, or those whose path has a
 * pattern, and takes examples for the OpenAPI document from what they send and are answered. An
 * example that still fits stays, unless `--all` is given.
 */
const root = fileURLToPath(new URL('../../../', import.meta.url))
const target = fileURLToPath(new URL('../src/http/openapi/examples.json', import.meta.url))

const given = process.argv.slice(2)
const isAll = given.includes('--all')
const calls = runTests(given.filter((each) => each !== '--all'))
const operations = contracts.flatMap((contract) => {
  const current = examples[contract.name]
  const stays = !isAll && current && exampleFaults(contract, current).length === 0
  const example = stays ? current : (chooseExample(contract, calls) ?? current)
  return example ? [[contract.name, example] as const] : []
})
const ofProblems = problemCodes.flatMap((code) => {
  const extra = (isAll ? null : problemExamples[code]) ?? chooseProblem(code, calls)
  return extra && Object.keys(extra).length > 0 ? [[code, extra] as const] : []
})
write({ operations: byName(operations), problems: byName(ofProblems) })

function runTests(patterns: readonly string[]): readonly NotedCall[] {
  const folder = mkdtempSync(join(tmpdir(), 'rekey-examples-'))
  try {
    const env = { ...process.env, EXAMPLE_NOTES: folder }
    const run = ['vitest', 'run', '--project', 'api', ...patterns]
    spawnSync('npx', run, { cwd: root, env, stdio: 'inherit' })
    const lines = readdirSync(folder).flatMap((name) =>
      readFileSync(join(folder, name), 'utf8').split('\n'),
    )
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function byName<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  return Object.fromEntries(entries.toSorted(([one], [other]) => one.localeCompare(other)))
}

function write(content: object): void {
  writeFileSync(target, `${JSON.stringify(content, null, 2)}\n`)
  spawnSync('npx', ['biome', 'check', '--linter-enabled=false', '--write', target], { cwd: root })
}
