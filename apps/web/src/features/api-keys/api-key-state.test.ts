import type { ApiKey } from '@rekey/contracts/api-keys'
import { expect, test } from 'vitest'
import { stateOf, whyStopped } from './api-key-state.ts'

const now = Date.parse('2026-11-29T09:00:00.000Z')

const key = (given: Partial<ApiKey>): ApiKey => ({
  id: 'k1',
  name: 'Web shop',
  scopes: ['users.read'],
  lapsedScopes: [],
  hint: 'a1b2',
  createdBy: { id: 'u1', displayName: 'Mika Ito', status: 'active' },
  createdAt: '2026-11-01T09:00:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  ...given,
})

test('a key that works and does not end soon needs no mark', () => {
  expect(stateOf(key({}), now)).toBeNull()
  expect(stateOf(key({ expiresAt: '2027-11-01T09:00:00.000Z' }), now)).toBeNull()
  expect(whyStopped(key({}), now)).toBeNull()
})

test('a key whose user was deactivated or deleted stands out first', () => {
  const createdBy = { id: 'u1', displayName: 'Mika Ito', status: 'deactivated' } as const
  const stopped = key({ createdBy, expiresAt: '2020-01-01T00:00:00.000Z' })
  expect(stateOf(stopped, now)).toMatchObject({ words: 'User deactivated', tone: 'bad' })
  expect(whyStopped(stopped, now)).toBe('This key doesn’t work, because Mika Ito is deactivated.')
})

test('a key that has expired, or soon will, says so', () => {
  const expired = key({ expiresAt: '2026-11-29T09:00:00.000Z' })
  expect(stateOf(expired, now)?.words).toBe('Expired')
  expect(whyStopped(expired, now)).toBe('This key doesn’t work any more, because it has expired.')
  const soon = key({ expiresAt: '2026-12-05T12:00:00.000Z' })
  expect(stateOf(soon, now)).toMatchObject({ words: 'Expires 5 December', tone: 'warning' })
  expect(whyStopped(soon, now)).toBeNull()
})

test('a key that lost some of its permissions says so', () => {
  expect(stateOf(key({ lapsedScopes: ['users.read'] }), now)).toMatchObject({ tone: 'warning' })
})
