import { expect, test } from 'vitest'
import { invitationGoesTo, newUser, newUserBody, newUserRules } from './new-user-values.ts'

const ada = { ...newUser, displayName: 'Ada Lane', emailTo: ' ada@northwind.example ' }

test('the e-mail address is the username, and gets the invitation', () => {
  expect(newUserBody(ada)).toEqual({
    displayName: 'Ada Lane',
    kind: 'staff',
    username: 'ada@northwind.example',
    emailTo: null,
    organizationId: null,
  })
  expect(invitationGoesTo(ada)).toBe('ada@northwind.example')
})

test('contacts can have a username beside the e-mail address', () => {
  const contact = { ...ada, kind: 'contact', username: 'ada' } as const
  expect(newUserBody(contact)).toMatchObject({ username: 'ada', emailTo: 'ada@northwind.example' })
  expect(invitationGoesTo(contact)).toBe('ada@northwind.example')
})

test('staff can’t have both, because their mail goes to the username', () => {
  expect(newUserRules.check({ ...ada, username: 'ada' })).toMatchObject({
    emailTo: null,
    username: expect.stringContaining('Leave one of the two empty'),
  })
})

test('a user without an address gets no invitation', () => {
  const till = { ...newUser, kind: 'device', username: 'till-14' } as const
  expect(newUserBody(till)).toMatchObject({ username: 'till-14', emailTo: null })
  expect(invitationGoesTo(till)).toBeNull()
})

test('a user can be added without a mail', () => {
  expect(newUserBody({ ...ada, invite: false })).toMatchObject({ invite: false })
})

test('one error says that both fields are empty', () => {
  expect(newUserRules.check(newUser)).toEqual({
    emailTo: 'Enter an e-mail address, or a username if there is none',
    username: null,
  })
})

test('a taken username is reported at the field that it came from', () => {
  const taken = { code: 'username-taken' } as Parameters<typeof newUserRules.explain>[0]
  expect(newUserRules.explain(taken, ada)).toMatchObject({ field: 'emailTo' })
  expect(newUserRules.explain(taken, { ...ada, username: 'ada' })).toMatchObject({
    field: 'username',
  })
})
