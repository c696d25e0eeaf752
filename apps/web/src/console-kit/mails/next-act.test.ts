import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { nextAct } from './next-act.ts'

const mail = (changes: Partial<Message>) => nextAct({ template: 'reset', ...changes } as Message)

test('an address that does not exist is corrected, since sending again will not help', () => {
  expect(mail({ status: 'refused', reason: 'address-does-not-exist' })).toBe('correct-address')
})

test('what was refused can be sent again, but not a digest, nor a test of the mail server', () => {
  const refused = { status: 'refused', reason: 'mailbox-full' } as const
  expect(mail(refused)).toBe('send-again')
  expect(mail({ ...refused, template: 'temporary-password' })).toBe('send-again')
  expect(mail({ ...refused, template: 'password-changed' })).toBe('send-again')
  expect(mail({ ...refused, template: 'disowned-digest' })).toBeNull()
  expect(mail({ ...refused, template: 'test' })).toBeNull()
})

test('what goes on by itself, or was meant so, needs no button', () => {
  expect(mail({ status: 'delayed', reason: 'mail-server-busy' })).toBeNull()
  expect(mail({ status: 'not-sent', reason: 'cancelled' })).toBeNull()
  expect(mail({ status: 'accepted', reason: null })).toBeNull()
})
