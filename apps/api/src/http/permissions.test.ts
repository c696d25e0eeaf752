import { contracts } from '@rekey/contracts/all'
import { isForConsoleOnly, isOffered, permissions } from '@rekey/contracts/permissions'
import { expect, test } from 'vitest'

/** Which permissions mean something today, as the contracts of the calls tell. */
const named = new Set(
  contracts.flatMap(({ access }) => (typeof access === 'string' ? [] : access.anyOf)),
)

/** Checked where no call names them: it decides how people sign in, and who is guarded from whom. */
const checkedInCode = new Set(['console.access'])

test('a permission is offered if, and only if, something checks it', () => {
  const checked = permissions.filter((each) => named.has(each) || checkedInCode.has(each))
  expect(permissions.filter(isOffered)).toEqual(checked)
})

test('an app carries nothing that only the console uses', () => {
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
