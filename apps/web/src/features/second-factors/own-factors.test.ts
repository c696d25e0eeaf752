import type { SecondFactor } from '@rekey/contracts/second-factors'
import { expect, test } from 'vitest'
import { freeName } from './own-factors.ts'

const named = (...names: string[]) => names.map((name) => ({ name }) as SecondFactor)

test('a suggested name differs from the names that exist', () => {
  expect(freeName('Passkey', [])).toBe('Passkey')
  expect(freeName('Passkey', named('My phone'))).toBe('Passkey')
  expect(freeName('Passkey', named('Passkey'))).toBe('Passkey 2')
  expect(freeName('Passkey', named('Passkey', 'Passkey 2'))).toBe('Passkey 3')
})
