import { contracts } from '@rekey/contracts/all'
import { problemCodes } from '@rekey/contracts/problems'
import { expect, test } from 'vitest'
import { misfits } from '../../../testing/api-schemas.ts'
import { exampleFaults } from '../../../testing/example-faults.ts'
import { apiDocument } from './document.ts'
import { examples, problemExamples } from './examples.ts'

const missing = 'has no example: run `npx pnpm@12 examples <path of its test>`'

test.each(contracts)('$name has an example that still fits', (contract) => {
  const example = examples[contract.name]
  expect(example, missing).toBeDefined()
  expect(exampleFaults(contract, example ?? {})).toEqual([])
})

test('examples belong to operations and problems that exist', () => {
  const names: readonly string[] = contracts.map(({ name }) => name)
  expect(Object.keys(examples).filter((name) => !names.includes(name))).toEqual([])
  const codes: readonly string[] = problemCodes
  expect(Object.keys(problemExamples).filter((code) => !codes.includes(code))).toEqual([])
})

test('the example of each problem is a problem document', () => {
  const { components } = apiDocument('https://accounts.northwind.example')
  for (const [code, { value }] of Object.entries(components?.examples ?? {}) as [
    string,
    { value: unknown },
  ][]) {
    expect(misfits(['components', 'schemas', 'Problem'], value), code).toEqual([])
  }
})

test('nothing in the examples looks like a real secret', () => {
  const text = JSON.stringify([examples, problemExamples])
  for (const secret of [
    /eyJ[\w-]{10}/,
    /rk_\w{8}/,
    /whsec_\w{8}/,
    /\$argon2/,
    /PRIVATE KEY/,
    /\bSG\./,
  ]) {
    expect(text).not.toMatch(secret)
  }
})
