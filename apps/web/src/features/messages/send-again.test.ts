import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { canSendAgain, maySendAgain } from '../../console-kit/mails/send-again.ts'

const mail = (changes: Partial<Message>) =>
  ({ template: 'reset', status: 'refused', reason: null, ...changes }) as Message

test('a mail that still waits to be sent is not sent a second time', () => {
  for (const status of ['queued', 'sending', 'delayed'] as const) {
    expect(canSendAgain(mail({ status }))).toBe(false)
  }
  expect(canSendAgain(mail({ status: 'delivered' }))).toBe(true)
})

test('what nobody can receive, and what is never sent twice, is not offered', () => {
  expect(canSendAgain(mail({ status: 'not-sent', reason: 'no-such-user' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'disowned-digest' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'test' }))).toBe(false)
})

test('a reset takes the permission to reset, a notice that to change users', () => {
  expect(maySendAgain(mail({}), ['users.reset-password'])).toBe(true)
  expect(maySendAgain(mail({}), ['users.write'])).toBe(false)
  expect(maySendAgain(mail({ template: 'address-check' }), ['contacts.write'])).toBe(true)
  expect(maySendAgain(mail({ template: 'password-changed' }), ['users.reset-password'])).toBe(false)
})
