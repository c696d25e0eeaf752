import type { UserBatch } from '@rekey/contracts/user-batches'
import { expect, test } from 'vitest'
import {
  doneWords,
  failureWords,
  percentOf,
  progressWords,
  restWords,
  titleWords,
  whyWords,
} from './batch-words.ts'

const batch: UserBatch = {
  id: '018f2a52-0000-7000-8000-000000000001',
  action: 'send-invitations',
  role: null,
  status: 'running',
  stoppedBecause: null,
  createdAt: '2026-11-29T09:43:00Z',
  startedAt: '2026-11-29T09:44:00Z',
  endedAt: null,
  codeHours: 168,
  counts: {
    matched: 12,
    toDo: 10,
    waiting: 3,
    sending: 2,
    done: 4,
    failed: 1,
    stopped: 0,
    excluded: { 'no-address': 1, 'user-deactivated': 1 },
  },
}
const withCounts = (counts: Partial<UserBatch['counts']>, rest: Partial<UserBatch> = {}) => ({
  ...batch,
  ...rest,
  counts: { ...batch.counts, ...counts },
})

test('the title names how many were chosen, or says that nobody is left', () => {
  expect(titleWords(batch)).toBe('Send invitations to 12 users?')
  expect(titleWords(withCounts({ matched: 1, toDo: 1 }))).toBe('Send an invitation to 1 user?')
  expect(titleWords(withCounts({ toDo: 0 }))).toBe('No invitation can be sent')
  const role = { id: batch.id, name: 'Moderator' }
  expect(titleWords({ ...batch, action: 'change-role', role })).toBe(
    'Give 12 users the role Moderator?',
  )
})

test('the progress counts mails under way as to go, and leaves out failures if there are none', () => {
  expect(progressWords(batch)).toBe('4 sent, 1 failed, 5 to go')
  expect(progressWords(withCounts({ failed: 0, waiting: 4 }))).toBe('4 sent, 6 to go')
  expect(percentOf(batch.counts)).toBe(50)
  expect(percentOf({ ...batch.counts, toDo: 0 })).toBe(100)
})

test('the result says how many, and what happened to the others', () => {
  const ended = withCounts({ done: 9, waiting: 0, sending: 0 }, { status: 'completed' })
  expect(doneWords(ended)).toBe('9 of 10 invitations were sent.')
  expect(restWords(ended)).toBe('1 failed, 2 users were left out.')
  const all = withCounts({ matched: 1, toDo: 1, done: 1, failed: 0 })
  expect([doneWords(all), restWords(all)]).toEqual(['1 invitation was sent.', ''])
  expect(restWords(withCounts({ failed: 0, stopped: 5 }))).toBe(
    '5 weren’t reached, 2 users were left out.',
  )
})

test('the reasons come with the most frequent first', () => {
  const excluded = { 'no-address': 1, 'user-deactivated': 1_200 }
  expect(whyWords({ ...batch.counts, excluded })).toBe(
    '1,200 are deactivated, 1 has no e-mail address.',
  )
})

test('a failure says why, and what to do', () => {
  const user = { id: batch.id, displayName: 'Ines Calloway', username: 'ines', deleted: false }
  const failed = { user, outcome: 'failed', messageId: batch.id } as const
  expect(failureWords({ ...failed, reason: 'address-does-not-exist', advice: 'Correct it.' })).toBe(
    'Address does not exist. Correct it.',
  )
  expect(
    failureWords({ ...failed, messageId: null, reason: 'last-administrator', advice: null }),
  ).toBe('This is the last administrator.')
})
