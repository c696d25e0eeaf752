import type { Message } from '@rekey/contracts/messages'
import { expect, test } from 'vitest'
import { nextAttemptWords, tookWords } from './attempt-words.ts'

const mail = (status: Message['status'], lastSecond: number, attempts = 1) =>
  tookWords({
    status,
    attempts,
    events: [
      { status: 'queued', at: new Date(0).toISOString(), detail: null },
      { status, at: new Date(lastSecond * 1_000).toISOString(), detail: null },
    ],
  } as unknown as Message)

test('says how long a mail took, and at which attempt it arrived', () => {
  expect(mail('delivered', 2)).toBe('In 2 seconds, on the first attempt')
  expect(mail('accepted', 0.2)).toBe('In 1 second, on the first attempt')
  expect(mail('accepted', 1_800, 4)).toBe('In 30 minutes, on attempt 4')
})

test("says nothing about a mail that hasn't arrived", () => {
  expect(mail('delayed', 20)).toBeNull()
  expect(mail('queued', 0)).toBeNull()
})

test('says when a delayed mail is sent again, with the day if it is not today', () => {
  const now = new Date(2026, 10, 21, 14, 2)
  const words = (nextAttemptAt: Date | null) =>
    nextAttemptWords({ nextAttemptAt: nextAttemptAt?.toISOString() ?? null } as Message, now)
  expect(words(new Date(2026, 10, 21, 14, 7))).toBe('Next attempt at 14:07')
  expect(words(new Date(2026, 10, 22, 0, 7))).toBe('Next attempt at 00:07 on Sunday, 22 November')
  expect(words(null)).toBeNull()
})
