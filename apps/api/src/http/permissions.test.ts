import { contracts } from '@rekey/contracts/all'
import { isForConsoleOnly, isOffered, permissions } from '@rekey/contracts/permissions'
import { expect, test } from 'vitest'

/** The permissions that code checks today, as the contracts of the calls say. */
const named = new Set(
  contracts.flatMap(({ access }) => (typeof access === 'string' ? [] : access.anyOf)),
)

/**
 * Checked although no call names them: how people sign in, who may act on whom, whose address
 * counts.
 */
const checkedInCode = new Set(['console.access', 'clients.forward'])

test('a permission is offered exactly when some code checks it', () => {
  const checked = permissions.filter((each) => named.has(each) || checkedInCode.has(each))
  expect(permissions.filter(isOffered)).toEqual(checked)
})

test('an app session has no permission that only the console uses', () => {
  expect(permissions.filter((permission) => !isForConsoleOnly(permission))).toEqual([
    'users.read',
    'users.write',
    'users.deactivate',
    'users.delete',
    'users.reset-password',
    'contacts.read',
    'contacts.write',
    'contacts.reset-password',
    'organizations.write',
    'messages.read',
    'audit.read',
  ])
})
