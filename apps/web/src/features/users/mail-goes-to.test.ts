import { expect, test } from 'vitest'
import { effectOf, mailGoesTo } from './mail-goes-to.ts'

const contact = { kind: 'contact', username: 'rosa', emailTo: 'orders@baltic.example' } as const
const staff = { kind: 'staff', username: 'jane@northwind.example', emailTo: null } as const

test('mails of contacts and members go to their e-mail address, or else to the username', () => {
  expect(mailGoesTo(contact)).toBe('orders@baltic.example')
  expect(mailGoesTo({ ...contact, emailTo: null })).toBeNull()
  expect(mailGoesTo({ ...contact, username: 'rosa@baltic.example', emailTo: null })).toBe(
    'rosa@baltic.example',
  )
})

test('mails of staff and devices go only to the username', () => {
  expect(mailGoesTo({ ...contact, kind: 'staff' })).toBeNull()
  expect(mailGoesTo({ ...staff, emailTo: 'elsewhere@example.com' })).toBe(staff.username)
})

test('a new username or address ends what the user has and is told of, a new name isn’t', () => {
  expect(effectOf(staff, { ...staff })).toBe('none')
  expect(effectOf(staff, { ...staff, username: 'Jane@Northwind.example' })).toBe('none')
  expect(effectOf(staff, { ...staff, username: 'janet@northwind.example' })).toBe('ends-and-tells')
  expect(effectOf(contact, { ...contact, emailTo: null })).toBe('ends-and-tells')
})

test('a new kind ends what the user has, and tells no one if the address stays the same', () => {
  expect(effectOf(staff, { ...staff, kind: 'member' })).toBe('ends')
  expect(effectOf(staff, { ...staff, emailTo: 'unused@example.com' })).toBe('none')
})
