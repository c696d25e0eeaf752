import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { toneOf } from './sent-banner.tsx'

const tone = (status: Message['status'], reason: Message['reason'] = null) =>
  toneOf({ status, reason, triedUntil: null } as Message)

test('a banner about a mail is green only while nothing is wrong with the mail', () => {
  expect(['queued', 'sending', 'accepted', 'delivered'].map((s) => tone(s as 'queued'))).toEqual(
    Array(4).fill('good'),
  )
  expect(tone('delayed')).toBe('warning')
  expect(tone('not-sent', 'cancelled')).toBe('warning')
  expect(tone('bounced', 'address-does-not-exist')).toBe('bad')
  expect(tone('failed')).toBe('bad')
})
