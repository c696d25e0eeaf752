import { permissions } from '@rekey/contracts/permissions'
import { expect, test } from 'vitest'
import { permissionGroups, permissionWords } from './permission-groups.ts'

test('every permission can be ticked, once', () => {
  expect(Object.values(permissionGroups).flat().sort()).toEqual([...permissions].sort())
})

test('what a role lets people do is said in a line, in the order of the screen', () => {
  expect(permissionWords([])).toBe('Look after their own account')
  expect(permissionWords(permissions)).toBe('Do everything')
  expect(permissionWords(['audit.read'])).toBe('Read the audit log')
  expect(permissionWords(['console.access', 'users.read'])).toBe('See users and open the console')
})

test('a long line is cut where no more than a few are named', () => {
  expect(permissionWords([...permissionGroups.users, 'audit.read'])).toBe(
    'See users, add and change users, deactivate users, delete users and 2 more',
  )
})
