import type { SsoConnection } from '@rekey/contracts/sso-connections'
import { expect, test } from 'vitest'
import { nextStepOf, progressWords, stepsOf } from './checklist-steps.ts'

const at = '2026-11-23T08:20:00.000Z'
const domain = { domain: 'northwind.example', provedAt: null, txtName: '', txtValue: '' }
const fresh = {
  addressAddedAt: null,
  domains: [domain],
  lastTest: null,
  enabled: false,
  required: false,
} as unknown as SsoConnection
const told = { reason: null, code: null, nextStep: null, compared: [], claims: [] }
const proved = { ...fresh, addressAddedAt: at, domains: [{ ...domain, provedAt: at }] }

test('a new provider has everything to do, and requiring it is optional', () => {
  expect(stepsOf(fresh)).toEqual({
    address: 'to-do',
    domain: 'to-do',
    test: 'to-do',
    'switch-on': 'to-do',
    require: 'optional',
  })
  expect(progressWords(fresh)).toBe('0 of 5 steps done. Next: add the address at the provider.')
})

test('a failed test is the next step, and is named so', () => {
  const failed = { ...proved, lastTest: { ...told, at, ok: false, detail: '' } }
  expect(nextStepOf(failed)).toBe('test')
  expect(progressWords(failed)).toBe('2 of 5 steps done. Next: fix the failed test.')
})

test('a step that was left out stays the next one', () => {
  expect(nextStepOf({ ...proved, addressAddedAt: null, enabled: true })).toBe('address')
})

test('a provider that is on may be required', () => {
  const on = { ...proved, lastTest: { ...told, at, ok: true, detail: '' }, enabled: true }
  expect(nextStepOf(on)).toBeNull()
  expect(progressWords(on)).toBe('4 of 5 steps done. You can also require it.')
  expect(progressWords({ ...on, required: true })).toBe('5 of 5 steps done.')
})
