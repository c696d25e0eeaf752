import { expect, test } from 'vitest'
import { messageListMessages } from '../../console-kit/mails/message-list-messages.ts'
import { auditMessages } from '../audit/audit-messages.ts'
import { mailHealthWords } from '../mail-health/mail-health-words.ts'
import { rolesMessages } from '../roles/roles-messages.ts'
import { userDetailsMessages } from '../users/user-details-messages.ts'
import { userListMessages } from '../users/user-list-messages.ts'
import { consoleMessages } from './console-messages.ts'
import { initialsOf } from './initials-of.ts'

test('no sentence of the console says please, sorry, invalid or oops', () => {
  const all = JSON.stringify([
    consoleMessages,
    userListMessages,
    userDetailsMessages,
    auditMessages,
    messageListMessages,
    mailHealthWords,
    rolesMessages,
  ])
  expect(all).not.toMatch(/please|sorry|invalid|oops/i)
})

test('initials are the first letters of the first and the last name', () => {
  expect(initialsOf('Mika Ito')).toBe('MI')
  expect(initialsOf('ana maria de souza')).toBe('AS')
  expect(initialsOf('Cher')).toBe('C')
})
