import { expect, test } from 'vitest'
import { reportedReason } from './delivery-reason.ts'
import { withoutSecrets } from './without-secrets.ts'

test.each([
  ['5.1.1', '550 5.1.1 User unknown', 'address-does-not-exist'],
  ['5.1.2', '', 'address-does-not-exist'],
  ['5.1.10', '556 5.1.10 Recipient address has null MX', 'address-does-not-exist'],
  ['5.4.4', 'Host or domain name not found', 'address-does-not-exist'],
  ['5.2.1', '550 5.2.1 Disabled', 'mailbox-disabled'],
  ['5.2.2', '552 5.2.2 Over quota', 'mailbox-full'],
  ['5.2.3', '552 5.2.3 Too large', 'message-too-large'],
  ['5.7.1', '554 5.7.1 Refused', 'refused-by-policy'],
  ['5.7.23', '550 5.7.23 SPF validation failed', 'sender-not-trusted'],
  ['5.7.26', '550 5.7.26 Unauthenticated', 'sender-not-trusted'],
  ['5.4.1', '', 'recipient-server-unreachable'],
  ['4.4.1', 'connection timed out', 'recipient-server-unreachable'],
  ['5.4.7', 'delivery time expired', 'time-ran-out'],
  // Codes that say nothing by themselves, with words that say more.
  ['5.0.0', '552 5.2.2 Mailbox full', 'mailbox-full'],
  ['5.0.0', '550-5.1.1 No such user\n550 5.1.1 Bye', 'address-does-not-exist'],
  ['5.0.0', '450 TEMPERROR: retry timeout exceeded', 'time-ran-out'],
  [null, '552 Full', 'mailbox-full'],
  // A failed sign-in between their server and the next one isn't a failed sign-in of ours.
  ['5.0.0', '535 5.7.8 Authentication failed', 'refused-by-policy'],
  ['5.9.9', '599 5.9.9 Qux', 'not-understood'],
  ['nonsense', 'nonsense', 'not-understood'],
  ['', '', 'not-understood'],
] as const)('a bounce with status %s and the words "%s": %s', (status, words, reason) => {
  expect(reportedReason({ status, words }, { isFinal: true })).toBe(reason)
})

test('a delay beyond our mail server ends by itself', () => {
  const delayed = { status: '4.3.2', words: '451 4.3.2 Try later' }
  expect(reportedReason(delayed, { isFinal: false })).toBe('mail-server-busy')
  expect(reportedReason(delayed, { isFinal: true })).toBe('time-ran-out')
})

test('secrets that a returned mail quotes are left out', () => {
  const quoted =
    '550-482913 is your code: /reset#D4-tW9nPRp-hZXCGdyiVDg.kX3vTq9LzR2mWc7HnB5sYQ and 7KQ2-M9TX-A4BC-0ZRW.'
  expect(withoutSecrets(quoted)).toBe('550-… is your code: /reset#… and ….')
  const plain = '550 5.1.1 <jane@contoso.example> unknown 4hcQ6y6zWbz1W'
  expect(withoutSecrets(plain)).toBe(plain)
})
