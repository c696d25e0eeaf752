import { expect, test } from 'vitest'
import type { Problem } from '../api.ts'
import { deadReasonOf } from './dead-reason.ts'

const of = (code: Problem['code'], triesLeft?: number) =>
  deadReasonOf({ code, retryAt: null, details: triesLeft === undefined ? {} : { triesLeft } })

test('a link ends when the server doesn’t know it, and with the last try', () => {
  expect(of('reset-link-invalid')).toBe('link')
  expect(of('reset-code-wrong', 0)).toBe('too-many-codes')
  expect(of('second-factor-wrong', 0)).toBe('too-many-codes')
})

test('a link still works while tries are left, and after a proof that counted no try', () => {
  expect(of('second-factor-wrong', 1)).toBeNull()
  expect(of('second-factor-wrong')).toBeNull()
  expect(of('password-not-accepted')).toBeNull()
})
