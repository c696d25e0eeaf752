import { expect, test } from 'vitest'
import { messages } from '../messages.ts'
import { checkNewPassword } from './check-new-password.ts'
import { prepareEstimator } from './estimator.ts'

const by = { policy: 'balanced', words: ['jane.doe@northwind.example'] } as const
const check = (newPassword: string, confirmPassword = newPassword) =>
  checkNewPassword({ newPassword, confirmPassword }, by)

test('an empty form asks for a password with a single error', () => {
  expect(check('')).toEqual({ newPassword: messages.setPassword.enterNew })
})

test('an error at Confirm says that the two passwords differ', () => {
  expect(check('correct horse battery', 'correct horse')).toEqual({
    confirmPassword: messages.setPassword.noMatch,
  })
})

test('strength is checked only after the dictionaries have loaded', async () => {
  expect(check('short').newPassword).toMatch(/This one has 5 characters\.$/)
  expect(check('Password123!')).toEqual({})
  await prepareEstimator()
  expect(check('Password123!').newPassword).toMatch(/^Choose a stronger password/)
  expect(check('velvet otter climbs nine maps')).toEqual({})
})
