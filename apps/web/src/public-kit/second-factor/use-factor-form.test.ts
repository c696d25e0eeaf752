import { afterEach, expect, test, vi } from 'vitest'
import { waysOf, withTries } from './use-factor-form.ts'

afterEach(() => vi.unstubAllGlobals())

test('a wrong proof says how many tries are left, if the server counts them', () => {
  expect(withTries('Wrong.', undefined)).toBe('Wrong.')
  expect(withTries('Wrong.', 1)).toBe('Wrong. You have 1 try left.')
  expect(withTries('Wrong.', 4)).toBe('Wrong. You have 4 tries left.')
})

test('a browser that can’t use passkeys offers the other ways alone', () => {
  const request = { methods: ['passkey', 'totp'] as ('passkey' | 'totp')[] }
  vi.stubGlobal('window', {})
  expect(waysOf(request)).toEqual(['totp'])
  vi.stubGlobal('window', { PublicKeyCredential: class {} })
  expect(waysOf(request)).toEqual(['passkey', 'totp'])
})
