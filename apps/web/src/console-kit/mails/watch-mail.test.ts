import type { MessageStatus } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { askAgainAfter } from './watch-mail.ts'

const now = new Date('2026-11-21T14:02:10Z')
const mail = (status: MessageStatus, at = '2026-11-21T14:02:08Z') => ({
  status,
  events: [{ status, at, detail: null }],
})
const minutes = (count: number) => count * 60_000

test('a moving mail is checked every 2 seconds, then less often, at least every 30 seconds', () => {
  expect(askAgainAfter(mail('queued'), 0, now)).toBe(2_000)
  expect(askAgainAfter(mail('sending'), 20_000, now)).toBe(2_000)
  expect(askAgainAfter(mail('sending'), minutes(1), now)).toBe(6_000)
  expect(askAgainAfter(mail('delayed'), minutes(9), now)).toBe(30_000)
})

test('checking stops after 10 minutes without news', () => {
  expect(askAgainAfter(mail('delayed'), minutes(10), now)).toBe(false)
})

test("mails with a final status aren't checked, nor mails that were accepted long ago", () => {
  for (const status of ['delivered', 'refused', 'bounced', 'failed', 'not-sent'] as const)
    expect(askAgainAfter(mail(status), 0, now)).toBe(false)
  expect(askAgainAfter(mail('accepted'), 0, now)).toBe(2_000)
  expect(askAgainAfter(mail('accepted', '2026-11-21T13:40:00Z'), 0, now)).toBe(false)
})
