import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { passwordChangedMail } from './password-changed-mail.ts'

const context = {
  ...janesReset,
  origin: 'notice' as const,
  reset: null,
  facts: { isConsolePassword: false },
}

describe('the mail that reports a changed password', () => {
  test('says whose password changed, when, from which device, and how to block it', () => {
    const mail = passwordChangedMail(context)
    expect(mail.subject).toBe('Your Northwind password was changed')
    expect(mailFaults(mail)).toEqual([])
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html.replaceAll('<wbr>', '')]) {
      expect(part).toContain('jane.doe@northwind.example')
      expect(part).toContain('was changed at 14:02, from Chrome on Windows.')
    }
    expect(mail.text.split('\n')).toContain(janesReset.disownLink)
    expect(mail.html).toContain('This wasn’t me')
  })

  test('says that it is the console password if the user signs in at a provider', () => {
    const mail = passwordChangedMail({ ...context, facts: { isConsolePassword: true } })
    expect(mail.subject).toBe('Your Northwind console password was changed')
    expect(mail.text).toContain('The console password of jane.doe@northwind.example was changed')
    expect(mailFaults(mail)).toEqual([])
  })

  test.each(hostileNames)('is not changed by a user called %j', (name) => {
    const mail = passwordChangedMail({ ...context, user: { username: name, displayName: name } })
    expect(mailFaults(mail)).toEqual([])
    expect(mail.html).not.toContain('<b>')
  })
})
