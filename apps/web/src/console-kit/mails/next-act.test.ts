import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { nextAct } from './next-act.ts'

const mail = (changes: Partial<Message>) => nextAct({ template: 'reset', ...changes } as Message)

test('a mail to a non-existent address offers to correct the address, not to send it again', () => {
  expect(mail({ status: 'refused', reason: 'address-does-not-exist' })).toBe('correct-address')
})

test('a refused mail can be sent again, unless it is a digest or a test of the mail server', () => {
  const refused = { status: 'refused', reason: 'mailbox-full' } as const
  expect(mail(refused)).toBe('send-again')
  expect(mail({ ...refused, template: 'temporary-password' })).toBe('send-again')
  expect(mail({ ...refused, template: 'password-changed' })).toBe('send-again')
  expect(mail({ ...refused, template: 'disowned-digest' })).toBeNull()
  expect(mail({ ...refused, template: 'test' })).toBeNull()
})

test('a mail that is still moving or was cancelled on purpose gets no button', () => {
  expect(mail({ status: 'delayed', reason: 'mail-server-busy' })).toBeNull()
  expect(mail({ status: 'not-sent', reason: 'cancelled' })).toBeNull()
  expect(mail({ status: 'accepted', reason: null })).toBeNull()
})
