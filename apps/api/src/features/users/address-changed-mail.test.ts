import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { addressChangedMail, usernameChangedMail } from './address-changed-mail.ts'

const context = { ...janesReset, origin: 'notice' as const, reset: null, disownLink: null }

describe('the notice of a changed', () => {
  test.each([
    ['username', usernameChangedMail, 'Your Northwind username was changed'],
    ['address', addressChangedMail, 'Your Northwind e-mail address was changed'],
  ])('%s says what happened, when, and names neither address', (_what, template, subject) => {
    const mail = template(context)
    expect(mail.subject).toBe(subject)
    expect(mailFaults(mail)).toEqual([])
    expect(mail.text).not.toContain('jane.doe')
    expect(mail.text.replaceAll('\n', ' ')).toContain('at 14:02')
  })

  test.each(hostileNames)('is not changed by an organization called %j', (organizationName) => {
    const settings = { ...context.settings, organizationName }
    const mail = usernameChangedMail({ ...context, settings })
    expect(mail.html).not.toContain('<b>')
    expect(mail.subject).not.toMatch(/[\r\n\u202E]/)
  })
})
