import type { User } from '@rekey/contracts/users'
import { expect, test } from 'vitest'
import { callerVerified, verifiedAgo } from './caller-verified.ts'

const at = new Date('2026-11-30T14:05:00Z')
const after = (seconds: number) => new Date(at.getTime() + seconds * 1_000)
const user = { callerVerifiedAt: at.toISOString() } as User

test('a verified caller counts for an hour', () => {
  expect(callerVerified(user, after(3_599))).toEqual({ at, until: after(3_600) })
  expect(callerVerified(user, after(3_600))).toBeNull()
  expect(callerVerified({ ...user, callerVerifiedAt: null }, at)).toBeNull()
})

test('lists don’t tell it, so there nobody counts as verified', () => {
  expect(callerVerified({} as User, at)).toBeNull()
})

test('the minutes are whole, and never less than none', () => {
  expect(verifiedAgo(at, after(-5))).toBe('Caller verified just now.')
  expect(verifiedAgo(at, after(59))).toBe('Caller verified just now.')
  expect(verifiedAgo(at, after(119))).toBe('Caller verified 1 minute ago.')
  expect(verifiedAgo(at, after(240))).toBe('Caller verified 4 minutes ago.')
})
