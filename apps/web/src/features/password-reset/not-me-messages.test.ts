import { template } from '@rekey/contracts/messages'
import { disownOutcome } from '@rekey/contracts/password-reset'
import { expect, test } from 'vitest'
import { doneWords, wordsFor } from './not-me-messages.ts'

const factorMails = [
  'second-factor-added',
  'second-factor-removed',
  'recovery-codes-replaced',
  'recovery-code-used',
  'factor-recovery-started',
] as const

test('no mail about a second factor, an address or a code calls itself a reset', () => {
  const others = [...factorMails, 'recovery-address-added', 'caller-check', 'sso-linked'] as const
  for (const about of others) {
    const { title, submit } = wordsFor(about)
    expect(`${title} ${submit}`).not.toMatch(/reset/i)
  }
})

test('mails about second factors and addresses say that all devices are signed out', () => {
  const all = [...factorMails, 'recovery-address-added', 'recovery-address-removed'] as const
  for (const about of all) expect(wordsFor(about).text).toMatch(/sign out all devices/)
})

test('only the mail about a new second factor says that one stopped working', () => {
  const says = template.options.filter((about) =>
    /second factor can’t be used/.test(doneWords(about, 'signed-out')),
  )
  expect(says).toEqual(['second-factor-added'])
})

test('every outcome of every mail has words', () => {
  for (const about of template.options) {
    for (const outcome of disownOutcome.options) expect(doneWords(about, outcome)).not.toBe('')
  }
})
