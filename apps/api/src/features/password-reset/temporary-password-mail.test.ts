import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { day, later, minute } from '../../lib/clock.ts'
import { temporaryPasswordMail } from './temporary-password-mail.ts'

const password = '7K2M-9QXF-B4TD-0W8H'
const context = {
  ...janesReset,
  reset: null,
  temporaryPassword: {
    password,
    until: later(janesReset.now, 2 * day),
    lifetimeMinutes: (2 * day) / minute,
  },
}
const named = {
  ...context,
  settings: { ...context.settings, usernameInTemporaryPasswordMail: true },
}

describe('the mail of a temporary password', () => {
  test('has it alone on its line, until when it works, and the way to sign in', () => {
    const mail = temporaryPasswordMail(context)
    expect(mailFaults(mail)).toEqual([])
    expect(mail.subject).toBe('Your Northwind temporary password')
    expect(mail.text.split('\n')).toContain(password)
    expect(mail.text.split('\n')).toContain('https://accounts.northwind.example/sign-in')
    expect(mail.html).toContain(`>${password}<`)
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html]) {
      expect(part).toContain('for 48 hours')
      expect(part).toContain('14:02 CET')
      expect(part).not.toContain('jane.doe')
    }
  })

  test('names the username if the setting says so', () => {
    const mail = temporaryPasswordMail(named)
    expect(mailFaults(mail)).toEqual([])
    expect(mail.text).toContain('Username: jane.doe@northwind.example')
  })

  test.each(hostileNames)('is not changed by a user called %j', (name) => {
    const mail = temporaryPasswordMail({ ...named, user: { username: name, displayName: name } })
    expect(mailFaults(mail)).toEqual([])
    expect(mail.html).not.toContain('<b>')
  })
})
