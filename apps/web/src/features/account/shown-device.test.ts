import { expect, test } from 'vitest'
import { shownOpener } from './shown-device.ts'

test('a session says how the user signed in, and at which provider', () => {
  expect(shownOpener({ openedBy: 'password' }, undefined)).toBe('with a password')
  expect(shownOpener({ openedBy: 'console-password' }, 'Okta')).toBe('with the console password')
  expect(shownOpener({ openedBy: 'sso' }, 'Okta')).toBe('with Okta')
  expect(shownOpener({ openedBy: 'sso' }, undefined)).toBe('with your organization')
})
