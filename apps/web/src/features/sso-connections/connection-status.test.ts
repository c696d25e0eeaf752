import { expect, test } from 'vitest'
import { usersOf, validityOf } from './connection-status.ts'
import { ssoConnectionsMessages } from './sso-connections-messages.ts'

const now = Date.parse('2026-08-14T12:00:00.000Z')

test('a certificate is marked a month before it expires, and after it has expired', () => {
  expect(validityOf('2027-08-14T12:00:00.000Z', now).tone).toBe('good')
  expect(validityOf('2026-09-01T12:00:00.000Z', now).tone).toBe('warning')
  expect(validityOf('2026-08-14T12:00:00.000Z', now)).toMatchObject({ tone: 'bad' })
})

test('the number of users is shown in words', () => {
  expect([0, 1, 2_310].map((userCount) => usersOf({ userCount }))).toEqual([
    '0 users',
    '1 user',
    '2,310 users',
  ])
})

test('no sentence says please, sorry, invalid or oops', () => {
  expect(JSON.stringify(ssoConnectionsMessages)).not.toMatch(/please|sorry|invalid|oops/i)
})
