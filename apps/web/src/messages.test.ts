import { problemCodes } from '@rekey/contracts/problems'
import { expect, test } from 'vitest'
import { accessibilityMessages } from './features/about/accessibility-messages.ts'
import { changePasswordMessages } from './features/account/change-password-messages.ts'
import { mailboxMessages } from './features/mailbox/mailbox-messages.ts'
import { secondFactorsMessages } from './features/second-factors/second-factors-messages.ts'
import { ownPasswordMessages } from './features/set-password/own-password-messages.ts'
import { fill } from './fill.ts'
import { messages, problemMessages } from './messages.ts'
import { linkMessages } from './public-kit/link-messages.ts'
import { resetSentMessages } from './public-kit/reset-sent-messages.ts'
import { factorMessages } from './public-kit/second-factor/factor-messages.ts'

test('every problem has a sentence', () => {
  expect(Object.keys(problemMessages).sort()).toEqual([...problemCodes, 'unreachable'].sort())
})

test('no sentence says please, sorry, invalid or oops', () => {
  const all = JSON.stringify([
    messages,
    problemMessages,
    accessibilityMessages,
    changePasswordMessages,
    mailboxMessages,
    linkMessages,
    resetSentMessages,
    ownPasswordMessages,
    factorMessages,
    secondFactorsMessages,
  ])
  expect(all).not.toMatch(/please|sorry|invalid\b(?!":)|oops/i)
})

test('values are inserted unchanged, even if they contain braces', () => {
  expect(fill(messages.requestReset.title, { username: '{time}$&' })).toBe(
    'Reset the password for {time}$&?',
  )
})
