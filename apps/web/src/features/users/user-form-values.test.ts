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

test('an empty e-mail address is sent as null', () => {
  const values = { ...noUser, kind: 'member', username: ' ann@example.com ' } as const
  expect(bodyOf(values)).toMatchObject({ username: 'ann@example.com', emailTo: null })
})

test('a value that was typed for another kind isn’t sent', () => {
  const body = bodyOf({ ...valuesOf(rosa), kind: 'staff' })
  expect(body).toMatchObject({ emailTo: null, organizationId: null })
})

test('only changed values are sent', () => {
  expect(changesOf(bodyOf(valuesOf(rosa)), rosa)).toEqual({})
  const corrected = { ...valuesOf(rosa), emailTo: 'rosa@baltic.example', organizationId: null }
  expect(changesOf(bodyOf(corrected), rosa)).toEqual({
    emailTo: 'rosa@baltic.example',
    organizationId: null,
  })
})

test('an address without a field in the form stays unchanged', () => {
  expect(changesOf(bodyOf({ ...valuesOf(rosa), kind: 'staff' }), rosa)).toEqual({ kind: 'staff' })
})

test('no role is sent if none is chosen', () => {
  expect(bodyOf(noUser)).not.toHaveProperty('roleId')
  expect(bodyOf(noUser)).not.toHaveProperty('extraRoleIds')
})

test('all extra roles are sent, without the primary role', () => {
  const values = { ...valuesOf(rosa), extraRoleIds: ['r2', 'r3'] }
  expect(changesOf(bodyOf(values), rosa)).toEqual({ extraRoleIds: ['r2', 'r3'] })
  expect(changesOf(bodyOf({ ...values, extraRoleIds: [] }), rosa)).toEqual({ extraRoleIds: [] })
  expect(changesOf(bodyOf({ ...valuesOf(rosa), roleId: 'r2' }), rosa)).toEqual({
    roleId: 'r2',
    extraRoleIds: [],
  })
})
