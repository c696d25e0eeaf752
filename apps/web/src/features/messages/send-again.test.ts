import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { canSendAgain, maySendAgain } from '../../console-kit/mails/send-again.ts'

const mail = (changes: Partial<Message>) =>
  ({ template: 'reset', status: 'refused', reason: null, ...changes }) as Message

test('a mail that is still waiting can’t be sent again', () => {
  for (const status of ['queued', 'sending', 'delayed'] as const) {
    expect(canSendAgain(mail({ status }))).toBe(false)
  }
  expect(canSendAgain(mail({ status: 'delivered' }))).toBe(true)
})

test('a mail without a recipient, or of a kind sent only once, can’t be sent again', () => {
  expect(canSendAgain(mail({ status: 'not-sent', reason: 'no-such-user' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'disowned-digest' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'test' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'caller-check' }))).toBe(false)
  expect(canSendAgain(mail({ template: 'recovery-address-check' }))).toBe(false)
})

test('a reset needs the permission to reset, and every notice the one to change users', () => {
  expect(maySendAgain(mail({}), ['users.reset-password'])).toBe(true)
  expect(maySendAgain(mail({}), ['users.write'])).toBe(false)
  expect(maySendAgain(mail({ template: 'address-check' }), ['contacts.write'])).toBe(true)
  for (const template of ['password-changed', 'sso-linked', 'recovery-address-added'] as const) {
    expect(maySendAgain(mail({ template }), ['users.reset-password'])).toBe(false)
    expect(maySendAgain(mail({ template }), ['users.write'])).toBe(true)
  }
})
