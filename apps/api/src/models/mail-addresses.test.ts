import { isSameMailbox } from '@rekey/contracts/reset-address'
import { expect, test } from 'vitest'
import { noticeAddresses, openingAddresses } from './mail-addresses.ts'

test.each([
  ['Jane.Doe@Northwind.example', 'jane.doe@northwind.example', true],
  ['jane@northwind.example', 'jane@northwind.example', true],
  ['jane.doe@northwind.example', 'janedoe@northwind.example', false],
  // The Kelvin sign and a dotless i, which lower and upper case turn into other letters.
  ['mi\u212Ae@northwind.example', 'mike@northwind.example', false],
  ['m\u0131ke@northwind.example', 'MIKE@northwind.example', false],
  [null, 'jane@northwind.example', false],
  [null, null, true],
])('%s and %s are the same mailbox: %s', (one, other, isSame) => {
  expect(isSameMailbox(one, other)).toBe(isSame)
})

test('a mailbox gets one mail, however its address is spelled', () => {
  const user = {
    kind: 'contact',
    username: 'jane.doe@northwind.example',
    emailTo: 'Jane.Doe@Northwind.example',
    recoveryAddresses: ['JANE.DOE@northwind.example', 'jane@elsewhere.example'],
  }
  const each = ['Jane.Doe@Northwind.example', 'jane@elsewhere.example']
  expect(openingAddresses(user)).toEqual(each)
  expect(noticeAddresses(user)).toEqual(each)
})
