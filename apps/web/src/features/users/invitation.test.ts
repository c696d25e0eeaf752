import { expect, test } from 'vitest'
import { statusOf } from './invitation.tsx'

const now = new Date('2026-11-21T14:30:00Z')
const startedAt = '2026-11-14T14:00:00Z'
const sent = { status: 'sent', startedAt, messageId: null } as const

test('an invitation that ended while the page was open has expired', () => {
  expect(statusOf({ ...sent, endsAt: '2026-11-21T14:31:00Z' }, now)).toBe('sent')
  expect(statusOf({ ...sent, endsAt: '2026-11-21T14:30:00Z' }, now)).toBe('expired')
  expect(statusOf({ ...sent, status: 'ended', endsAt: '2026-11-21T14:00:00Z' }, now)).toBe('ended')
  expect(statusOf(null, now)).toBe('none')
})
