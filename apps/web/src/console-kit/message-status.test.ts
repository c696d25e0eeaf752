import { deliveryReason, messageStatus, notSentReason } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { messageStatusOf } from './message-status.ts'

const now = new Date(2026, 10, 21, 14, 0)

test('a delayed mail says until when sending is retried', () => {
  const triedUntil = new Date(2026, 10, 21, 15, 2).toISOString()
  expect(
    messageStatusOf({ status: 'delayed', reason: 'mail-server-busy', triedUntil }, now),
  ).toMatchObject({
    words: 'Delayed – trying again until 15:02',
    tone: 'warning',
  })
})

test('a failure says what the mail system reported about the address', () => {
  const words = (why: 'mailbox-full' | 'refused-by-policy' | 'address-does-not-exist') =>
    messageStatusOf({ status: 'refused', reason: why }).words
  expect(words('address-does-not-exist')).toBe('Address does not exist')
  expect(words('mailbox-full')).toBe('Mailbox full')
  expect(words('refused-by-policy')).toBe('Refused by the recipient’s mail system')
})

test('a report that arrives later has its own words', () => {
  const words = (
    status: 'bounced' | 'delivered' | 'delayed',
    reason: 'suppressed' | 'marked-as-spam' | 'mail-server-busy' | 'not-understood',
  ) => messageStatusOf({ status, reason, triedUntil: null }).words
  expect(words('bounced', 'suppressed')).toBe('On the suppression list')
  expect(words('bounced', 'not-understood')).toBe('Bounced at the recipient’s mail system')
  expect(words('delivered', 'marked-as-spam')).toBe('Delivered, and marked as spam')
  // After our own mail server has accepted the mail, we don't know how long others retry.
  expect(words('delayed', 'mail-server-busy')).toBe('Delayed')
})

test('only failures are red, and only delivered mails are green', () => {
  for (const status of messageStatus.options) {
    for (const option of [...notSentReason.options, ...deliveryReason.options]) {
      const { tone, words } = messageStatusOf({ status, reason: option })
      const isFailure = ['refused', 'bounced', 'failed'].includes(status)
      expect(tone === 'bad').toBe(isFailure)
      expect(tone === 'good').toBe(status === 'delivered')
      expect(words).not.toBe('')
    }
  }
})
