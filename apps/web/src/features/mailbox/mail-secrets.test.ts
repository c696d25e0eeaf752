import { expect, test } from 'vitest'
import { findCode, findLink } from './mail-secrets.ts'

const mail = `You asked for this at 14:02.

Set a new password:
http://localhost:3000/reset#AbC.dEf

Your code:
482913

Wasn't you?
http://localhost:3000/not-me#XyZ.123
`

test('finds the first link and the code', () => {
  expect(findLink(mail)).toBe('http://localhost:3000/reset#AbC.dEf')
  expect(findCode(mail)).toBe('482913')
})

test('finds nothing in a mail without link and code', () => {
  expect(findLink('Your password was changed at 13:58.')).toBeNull()
  expect(findCode('In 482913 ways.')).toBeNull()
})
