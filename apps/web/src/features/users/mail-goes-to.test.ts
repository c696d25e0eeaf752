import { expect, test } from 'vitest'
import { effectOf, mailGoesTo } from './mail-goes-to.ts'

const contact = { kind: 'contact', username: 'rosa', emailTo: 'orders@baltic.example' } as const
const staff = { kind: 'staff', username: 'jane@northwind.example', emailTo: null } as const

test('mails of contacts and members go to their e-mail address, else to the username', () => {
  expect(mailGoesTo(contact)).toBe('orders@baltic.example')
  expect(mailGoesTo({ ...contact, emailTo: null })).toBeNull()
  expect(mailGoesTo({ ...contact, username: 'rosa@baltic.example', emailTo: null })).toBe(
    'rosa@baltic.example',
  )
})

test('mails of staff and devices go to the username alone', () => {
  expect(mailGoesTo({ ...contact, kind: 'staff' })).toBeNull()
  expect(mailGoesTo({ ...staff, emailTo: 'elsewhere@example.com' })).toBe(staff.username)
})

test('a new username or address ends what the user holds and is told of; a new name does not', () => {
  expect(effectOf(staff, { ...staff })).toBe('none')
  expect(effectOf(staff, { ...staff, username: 'janet@northwind.example' })).toBe('ends-and-tells')
  expect(effectOf(contact, { ...contact, emailTo: null })).toBe('ends-and-tells')
})

test('a new kind ends what the user holds, and tells nobody where the address stays', () => {
  expect(effectOf(staff, { ...staff, kind: 'member' })).toBe('ends')
  expect(effectOf(staff, { ...staff, emailTo: 'unused@example.com' })).toBe('none')
})
