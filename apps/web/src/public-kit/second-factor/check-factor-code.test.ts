import { expect, test } from 'vitest'
import { checkFactorCode } from './check-factor-code.ts'

test('a code of an app needs six digits, with or without spaces', () => {
  expect(checkFactorCode('totp', '')).toBe('Enter the code from your app')
  expect(checkFactorCode('totp', '12345')).toBe('Code must be 6 digits')
  expect(checkFactorCode('totp', '123 456')).toBeUndefined()
})

test('a recovery code needs sixteen letters and digits, however it is typed', () => {
  expect(checkFactorCode('recovery-code', ' ')).toBe('Enter a recovery code')
  expect(checkFactorCode('recovery-code', 'ABCD-EFGH')).toBe(
    'A recovery code has 16 letters and digits',
  )
  for (const typed of ['abcd-efgh-jkmn-pqrs', 'ABCDEFGHJKMNPQRS', 'ABCD EFGH JKMN PQRS']) {
    expect(checkFactorCode('recovery-code', typed)).toBeUndefined()
  }
})

test('a passkey needs no code', () => {
  expect(checkFactorCode('passkey', '')).toBeUndefined()
})
