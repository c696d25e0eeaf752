import { expect, test } from 'vitest'
import { recoveryAddressState } from './recovery-address-state.ts'

const now = new Date(2026, 10, 30, 14, 0)
const address = (confirmedAt: Date | null, usableFrom: Date | null) => ({
  id: '018f2a52-0000-4000-8000-000000000001',
  email: 'jane@mail.example',
  createdAt: now.toISOString(),
  confirmedAt: confirmedAt?.toISOString() ?? null,
  usableFrom: usableFrom?.toISOString() ?? null,
})
const wordsOf = (...times: [Date | null, Date | null]) =>
  recoveryAddressState(address(...times), now).words

test('a recovery address waits for its code, then for its time, and then gets mail', () => {
  const confirmedAt = new Date(2026, 10, 28, 14, 5)
  expect(wordsOf(null, null)).toBe('Not confirmed yet')
  expect(wordsOf(confirmedAt, new Date(2026, 11, 1, 14, 5))).toBe('Gets mail from tomorrow 14:05')
  expect(wordsOf(confirmedAt, new Date(2026, 11, 3, 9, 0))).toBe('Gets mail from 3 December 09:00')
  expect(wordsOf(confirmedAt, now)).toBe('Confirmed')
})
