import type { User } from '@rekey/contracts/users'
import { expect, test } from 'vitest'
import { bodyOf, changesOf, noUser, valuesOf } from './user-form-values.ts'

const rosa = {
  displayName: 'Rosa Lindqvist',
  kind: 'contact',
  username: 'rosa',
  emailTo: 'orders@baltic.example',
  organization: { id: 'o1', name: 'Baltic Grocers' },
  role: { id: 'r1', name: 'Registered' },
  extraRoles: [{ id: 'r2', name: 'Moderator' }],
} as User

test('an empty e-mail address is none', () => {
  const values = { ...noUser, kind: 'member', username: ' ann@example.com ' } as const
  expect(bodyOf(values)).toMatchObject({ username: 'ann@example.com', emailTo: null })
})

test('a kind without the field does not send what was typed for another', () => {
  const body = bodyOf({ ...valuesOf(rosa), kind: 'staff' })
  expect(body).toMatchObject({ emailTo: null, organizationId: null })
})

test('only what was changed is sent', () => {
  expect(changesOf(bodyOf(valuesOf(rosa)), rosa)).toEqual({})
  const corrected = { ...valuesOf(rosa), emailTo: 'rosa@baltic.example', organizationId: null }
  expect(changesOf(bodyOf(corrected), rosa)).toEqual({
    emailTo: 'rosa@baltic.example',
    organizationId: null,
  })
})

test('an address that the form does not show stays', () => {
  expect(changesOf(bodyOf({ ...valuesOf(rosa), kind: 'staff' }), rosa)).toEqual({ kind: 'staff' })
})

test('nobody who chooses no role sends one', () => {
  expect(bodyOf(noUser)).not.toHaveProperty('roleId')
  expect(bodyOf(noUser)).not.toHaveProperty('extraRoleIds')
})

test('extra roles are sent whole, and the primary one is not among them', () => {
  const values = { ...valuesOf(rosa), extraRoleIds: ['r2', 'r3'] }
  expect(changesOf(bodyOf(values), rosa)).toEqual({ extraRoleIds: ['r2', 'r3'] })
  expect(changesOf(bodyOf({ ...values, extraRoleIds: [] }), rosa)).toEqual({ extraRoleIds: [] })
  expect(changesOf(bodyOf({ ...valuesOf(rosa), roleId: 'r2' }), rosa)).toEqual({
    roleId: 'r2',
    extraRoleIds: [],
  })
})
