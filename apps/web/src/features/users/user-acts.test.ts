import type { Permission } from '@rekey/contracts/permissions'
import type { User } from '@rekey/contracts/users'
import { expect, test } from 'vitest'
import { mayEdit, userActs } from './user-acts.ts'

const jane = {
  id: '1',
  kind: 'staff',
  status: 'active',
  signInMethod: 'password',
  resetAddress: 'jane@northwind.example',
  recovery: { purpose: 'reset', refusal: null },
  addressConfirmedAt: null,
} as User

const all: Permission[] = [
  'users.write',
  'users.deactivate',
  'users.delete',
  'users.reset-password',
]
const acts = (user: User, permissions: Permission[] = all, id = '2') =>
  userActs(user, { id, permissions }).flat()

test('an administrator may reset, end sessions, deactivate and delete', () => {
  expect(acts(jane).map(({ id }) => id)).toEqual([
    'reset',
    'verify-caller',
    'verify',
    'end-sessions',
    'deactivate',
    'delete',
  ])
  expect(acts(jane).filter(({ blocked }) => blocked)).toEqual([])
})

test('actions without permission are left out', () => {
  expect(acts(jane, ['users.reset-password']).map(({ id }) => id)).toEqual([
    'reset',
    'verify-caller',
  ])
  expect(acts(jane, ['contacts.reset-password'])).toEqual([])
  expect(acts({ ...jane, kind: 'contact' }, ['contacts.reset-password'])).toHaveLength(1)
})

test('actions that aren’t possible now stay in the menu, with the reason', () => {
  const reset = (refusal: User['recovery']['refusal']) =>
    acts({ ...jane, recovery: { ...jane.recovery, refusal } })[0]?.blocked
  expect(reset('user-has-no-address')).toBe('User has no e-mail address')
  expect(reset('user-deactivated')).toBe('User is deactivated')
})

test('the reset entry for a user of a provider explains where to go', () => {
  const recovery = { ...jane.recovery, refusal: 'user-signs-in-elsewhere' } as const
  const elsewhere = { ...jane, signInMethod: 'sso', recovery } as const
  expect(acts(elsewhere).slice(0, 3)).toMatchObject([
    { id: 'reset', blocked: null },
    { id: 'verify-caller', blocked: null },
    { id: 'use-password', blocked: null },
  ])
  const few = acts(elsewhere, ['users.reset-password']).map(({ id }) => id)
  expect(few).toEqual(['reset', 'verify-caller'])
})

test('a confirmed address needs no second mail, and the entry says when it was confirmed', () => {
  const verify = (user: Partial<User>) =>
    acts({ ...jane, ...user }).find(({ id }) => id === 'verify')?.blocked
  expect(verify({ addressConfirmedAt: null })).toBeNull()
  expect(verify({ addressConfirmedAt: '2020-11-12T09:00:00Z' })).toBe(
    'Confirmed on 12 November 2020',
  )
  expect(verify({ resetAddress: null })).toBe('User has no e-mail address')
})

test('a deactivated user can be reactivated instead', () => {
  expect(acts({ ...jane, status: 'deactivated' }).map(({ id }) => id)).toContain('reactivate')
})

test('users can’t verify, deactivate or delete themselves', () => {
  const blocked = acts(jane, all, jane.id).filter((act) => act.blocked)
  expect(blocked.map(({ id }) => id)).toEqual(['verify-caller', 'deactivate', 'delete'])
})

test('contacts can be edited with the permission to write contacts', () => {
  expect(mayEdit(jane, { id: '2', permissions: ['contacts.write'] })).toBe(false)
  expect(mayEdit({ ...jane, kind: 'contact' }, { id: '2', permissions: ['contacts.write'] })).toBe(
    true,
  )
})

test('recovering without the second factor is offered for users who have one, not for oneself', () => {
  const secondFactors = { totp: 1, passkeys: 0, disowned: 0, recoveryCodesLeft: 10 }
  const recover = (user: Partial<User>, id?: string) =>
    acts({ ...jane, ...user }, all, id).find((act) => act.id === 'recover-factor')
  expect(recover({})).toBeUndefined()
  expect(recover({ secondFactors: { ...secondFactors, totp: 0 } })).toBeUndefined()
  expect(recover({ secondFactors })).toMatchObject({ blocked: null })
  expect(recover({ secondFactors }, jane.id)?.blocked).toBe(
    'Another administrator has to do this for you',
  )
  const factorRecovery = { id: '3' } as User['factorRecovery']
  expect(recover({ secondFactors, factorRecovery })?.blocked).toBe('Already started')
})

test('a caller can be verified while any address of the user can get the code', () => {
  const caller = (user: Partial<User>, id = '2') =>
    acts({ ...jane, ...user }, ['users.reset-password'], id).find(
      (entry) => entry.id === 'verify-caller',
    )?.blocked
  const at = '2026-11-01T08:00:00.000Z'
  const second = { id: '3', email: 'jane@mail.example', createdAt: at, confirmedAt: at }
  const held = { ...second, usableFrom: '2999-01-01T00:00:00.000Z' }
  expect(caller({ recoveryAddresses: [] })).toBeNull()
  expect(caller({ resetAddress: null, recoveryAddresses: [] })).toBe('User has no e-mail address')
  expect(caller({ resetAddress: null, recoveryAddresses: [held] })).toBe(
    'User has no e-mail address',
  )
  expect(
    caller({ resetAddress: null, recoveryAddresses: [{ ...held, usableFrom: at }] }),
  ).toBeNull()
  expect(caller({ resetAddress: null })).toBeNull()
  expect(caller({ status: 'deactivated' })).toBe('User is deactivated')
  expect(caller({}, '1')).toBe('This is your own account')
})
