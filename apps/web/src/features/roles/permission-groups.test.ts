import { isOffered, offeredPermissions, permissions } from '@rekey/contracts/permissions'
import { expect, test } from 'vitest'
import { groupNames, permissionsOf, permissionWords } from '../../console-kit/permission-groups.ts'

test('every permission that a role can hold can be ticked, once, and no other', () => {
  expect(groupNames.flatMap(permissionsOf).sort()).toEqual([...offeredPermissions].sort())
})

test('a permission that nothing checks yet is in no line', () => {
  const coming = permissions.filter((permission) => !isOffered(permission))
  expect(permissionWords(coming)).toBe('Manage their own account')
})

test('what a role lets people do is said in a line, in the order of the screen', () => {
  expect(permissionWords([])).toBe('Manage their own account')
  expect(permissionWords(permissions)).toBe('Do everything')
  expect(permissionWords(offeredPermissions)).toBe('Do everything')
  expect(permissionWords(['audit.read'])).toBe('Read the audit log')
  expect(permissionWords(['console.access', 'users.read'])).toBe('See users and open the console')
})

test('a long line is cut where no more than a few are named', () => {
  expect(permissionWords([...permissionsOf('users'), 'audit.read'])).toBe(
    'See users, add and change users, deactivate users, delete users and 2 more',
  )
})
