import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { day, later, minute } from '../../lib/clock.ts'
import { addressCheckMail } from './address-check-mail.ts'

const link = 'https://accounts.northwind.example/confirm-address#D4-tW9nPRp-hZXCGdyiVDg.kX3vTq9LzR2'
const context = {
  ...janesReset,
  origin: 'started' as const,
  device: null,
  reset: null,
  disownLink: null,
  addressCheck: {
    link,
    until: later(janesReset.now, 7 * day),
    lifetimeMinutes: (7 * day) / minute,
  },
}

describe('the mail that asks to confirm an address', () => {
  test('has the link alone on its line, and the same link in both parts', () => {
    const mail = addressCheckMail(context)
    expect(mailFaults(mail)).toEqual([])
    expect(mail.subject).toBe('Confirm the e-mail address of your Northwind account')
    expect(mail.text.split('\n')).toContain(link)
    expect(mail.html).toContain(`href="${link}"`)
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html]) {
      expect(part).toContain('An administrator asked at 14:02')
      expect(part).toContain('7 days')
      expect(part).toContain('Sat 28 Nov, 14:02 CET')
      expect(part).toContain('Ignore this mail, or ask')
    }
  })

  test('contains no name, because the address may be a stranger’s', () => {
    const { text, html, subject } = addressCheckMail(context)
    expect(text + html + subject).not.toMatch(/jane/i)
  })

  test.each(hostileNames)('is not changed by an organization called %j', (organizationName) => {
    const settings = { ...context.settings, organizationName: organizationName.slice(0, 60) }
    const mail = addressCheckMail({ ...context, settings })
    expect(mailFaults(mail)).toEqual([])
    expect(mail.html).not.toContain('<b>')
  })

  test('names the help desk if there is one', () => {
    const settings = { ...context.settings, supportAddress: 'help@northwind.example' }
    expect(addressCheckMail({ ...context, settings }).text).toContain('help@northwind.example')
  })
})
