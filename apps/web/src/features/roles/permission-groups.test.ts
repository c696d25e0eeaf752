import { isOffered, offeredPermissions, permissions } from '@rekey/contracts/permissions'
import { expect, test } from 'vitest'
import { groupNames, permissionsOf, permissionWords } from '../../console-kit/permission-groups.ts'

test('the form shows exactly the permissions that a role can have, each once', () => {
  expect(groupNames.flatMap(permissionsOf).sort()).toEqual([...offeredPermissions].sort())
})

test('a permission that no code checks yet is left out', () => {
  const coming = permissions.filter((permission) => !isOffered(permission))
  expect(permissionWords(coming)).toBe('Manage their own account')
})

test('the summary of a role lists its permissions in the order of the screen', () => {
  expect(permissionWords([])).toBe('Manage their own account')
  expect(permissionWords(permissions)).toBe('Do everything')
  expect(permissionWords(offeredPermissions)).toBe('Do everything')
  expect(permissionWords(['audit.read'])).toBe('Read the audit log')
  expect(permissionWords(['console.access', 'users.read'])).toBe('See users and open the console')
})

test('a long summary names a few permissions and counts the rest', () => {
  expect(permissionWords([...permissionsOf('users'), 'audit.read'])).toBe(
    'See users, add and change users, deactivate users, delete users and 2 more',
  )
})
