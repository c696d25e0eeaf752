import type { AttentionItem } from '@rekey/contracts/overview'
import { describe, expect, test } from 'vitest'
import { attentionWords } from './attention-words.ts'

const now = new Date(2026, 10, 27, 9, 41)
const at = (day: number, hour: number, minute = 0) =>
  new Date(2026, 10, day, hour, minute).toISOString()

const words = (item: Partial<AttentionItem> & Pick<AttentionItem, 'kind'>) =>
  attentionWords(
    {
      severity: 'problem',
      count: 1,
      since: null,
      at: null,
      until: null,
      subject: null,
      reasons: [],
      ...item,
    },
    now,
  )

test('an outage says whether our sender is refused, since when, and how long', () => {
  const reasons = [{ reason: 'sender-not-permitted', count: 37 }] as const
  expect(
    words({ kind: 'mail-down', count: 37, since: at(27, 9, 12), reasons: [...reasons] }),
  ).toEqual({
    title: 'The mail server has refused our sender since 09:12',
    cause: '37 mails are waiting. They’ll be sent automatically when it accepts them again.',
    when: 'For 29 minutes',
    link: 'Open mail health',
  })
  expect(words({ kind: 'mail-down', since: at(26, 17, 26) })).toMatchObject({
    title: 'The mail server has accepted no mail since yesterday 17:26',
    cause: '1 mail is waiting. They’ll be sent automatically when it accepts them again.',
    when: 'For 16 hours',
  })
  expect(words({ kind: 'mail-delayed', since: at(20, 9) }).when).toBe('For 7 days')
})

test('mails that came back say why, the most frequent reasons first', () => {
  expect(
    words({
      kind: 'mails-bounced',
      count: 1_016,
      at: at(27, 9, 31),
      reasons: [
        { reason: 'address-does-not-exist', count: 1_009 },
        { reason: 'mailbox-full', count: 5 },
        { reason: 'not-understood', count: 2 },
      ],
    }),
  ).toEqual({
    title: '1,016 mails bounced in the last 24 hours',
    cause: '1,009 addresses don’t exist, 5 mailboxes are full, 2 for other reasons.',
    when: 'Last at 09:31',
    link: 'See who',
  })
  const unknown = words({
    kind: 'mails-refused',
    reasons: [{ reason: 'not-understood', count: 1 }],
  })
  expect(unknown).toMatchObject({ title: '1 mail was refused in the last 24 hours', cause: null })
})

describe('what ends', () => {
  const subject = { id: 'a', name: 'Okta {time} $&' }
  test.each([
    [at(27, 23), 'today', 'On 27 November'],
    [at(28, 1), 'tomorrow', 'On 28 November'],
    [new Date(2026, 11, 9, 1).toISOString(), 'in 12 days', 'On 9 December'],
  ])('says when: %s', (until, ends, when) => {
    expect(words({ kind: 'certificate-ends', count: 810, until, subject })).toMatchObject({
      title: `The certificate of Okta {time} $& ends ${ends}`,
      cause: 'Once the provider signs with another one, 810 users can’t sign in until you add it.',
      when,
    })
  })
  test('says that it has ended', () => {
    expect(words({ kind: 'api-key-ends', until: at(26, 1), subject }).title).toBe(
      'The API key Okta {time} $& has ended',
    )
  })
})

test('users without a required second factor are counted, if that is quick', () => {
  const title = (count: number) => words({ kind: 'second-factors-due', count }).title
  expect(title(1)).toBe('1 user must have a second factor and has none')
  expect(title(1_200)).toBe('1,200 users must have a second factor and have none')
  expect(title(0)).toBe('Many users may lack the second factor that they must have')
})

test('a user is named only if it is a single one', () => {
  const subject = { id: 'a', name: 'Jane Doe' }
  expect(words({ kind: 'requests-repeated', subject, at: at(25, 8) })).toMatchObject({
    title: 'Resets for Jane Doe were requested again and again',
    when: 'Last 25 November 08:00',
    link: 'Open user',
  })
  expect(words({ kind: 'requests-repeated', count: 3 }).title).toBe(
    'Resets for 3 users were requested again and again',
  )
})
