import type { MailHealth } from '@rekey/contracts/mail-health'
import { expect, test } from 'vitest'
import { outageWords } from './outage-words.ts'

const oldest = new Date(2026, 10, 21, 14, 2)
const at = (state: MailHealth['state'], count: number, now = new Date(2026, 10, 21, 15, 0)) =>
  outageWords(
    { state, queue: { count, oldestAt: count > 0 ? oldest.toISOString() : null } } as MailHealth,
    now,
  )

test('an outage says how many mails are waiting, and since when', () => {
  expect(at('down', 12)).toBe('**Mail is delayed:** 12 mails have been waiting since 14:02.')
  expect(at('delayed', 1)).toBe('**Mail is delayed:** 1 mail has been waiting since 14:02.')
  expect(at('down', 1_204)).toContain('1,204 mails')
})

test('an outage that began yesterday says the day', () => {
  expect(at('down', 2, new Date(2026, 10, 22, 8, 0))).toContain('since 14:02 on Saturday')
})

test('nothing is said if no mail is waiting, or none longer than usual', () => {
  expect(at('working', 3)).toBeNull()
  expect(at('down', 0)).toBeNull()
  expect(at('unknown', 0)).toBeNull()
})
