import type { AuditEvent } from '@rekey/contracts/audit'
import { expect, test } from 'vitest'
import { eventParts, eventWords } from './event-sentence.ts'

const mika = { id: 'a1', displayName: 'Mika Ito', deleted: false, type: 'user' } as const
const jane = { id: 'b2', displayName: 'Jane Doe', deleted: false }
const gone = { id: 'c3', displayName: 'deleted user 7F3K', deleted: true, type: 'user' } as const

const event = (given: Partial<AuditEvent>): AuditEvent => ({
  id: '7',
  at: '2026-11-21T13:02:07.000Z',
  action: 'user.deleted',
  actor: mika,
  user: jane,
  requestId: null,
  ip: null,
  details: {},
  ...given,
})

test('an event is shown as one sentence', () => {
  expect(eventWords(event({ action: 'password-reset.started' }))).toBe(
    'Mika Ito reset the password of Jane Doe by e-mail',
  )
  const details = { fields: ['username', 'emailTo', 'kind'] }
  expect(eventWords(event({ action: 'user.changed', details }))).toBe(
    'Mika Ito changed the username, e-mail and kind of Jane Doe',
  )
  const after = { resetLifetimeMinutes: 45, timeZone: 'UTC' }
  expect(eventWords(event({ action: 'settings.changed', user: null, details: { after } }))).toBe(
    'Mika Ito changed the settings: reset lifetime minutes and time zone',
  )
})

test('the sentence depends on the details of the event', () => {
  const action = 'password-reset.completed'
  expect(eventWords(event({ action, details: { purpose: 'create' } }))).toBe(
    'Jane Doe created the password',
  )
  expect(eventWords(event({ action: 'users.imported', actor: null, details: { rows: 1 } }))).toBe(
    'The operator imported 1 user',
  )
})

test('actions without an administrator are shown as the operator’s', () => {
  const details = { name: 'Okta', domain: 'northwind.example' }
  const proved = { action: 'sso-domain.proved', user: null, details }
  expect(eventWords(event(proved))).toBe('Mika Ito verified northwind.example for Okta')
  expect(eventWords(event({ ...proved, actor: null }))).toBe(
    'The operator verified northwind.example for Okta',
  )
})

test('a deleted user is shown with a short id, and leads to what the audit log keeps', () => {
  expect(eventWords(event({ user: gone }))).toBe('Mika Ito deleted user 7F3K')
  expect(eventParts(event({ actor: gone })).at(0)).toEqual({
    name: 'Deleted user 7F3K',
    userId: gone.id,
    isDeleted: true,
  })
})

test('an unknown person has no name', () => {
  expect(eventWords(event({ action: 'password-reset.requested', actor: null }))).toBe(
    'Someone requested a password reset for Jane Doe',
  )
})

test('names link to their user, and people without a name have no link', () => {
  expect(eventParts(event({ actor: null }))).toEqual([
    { name: 'Someone', userId: null },
    { words: ' deleted ' },
    { name: 'Jane Doe', userId: 'b2' },
  ])
})

test('an unknown action is shown by its name', () => {
  expect(eventWords(event({ action: 'lock.picked' }))).toBe('Mika Ito: lock.picked')
})
