import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { hour, later } from '../../lib/clock.ts'
import { recoveryAddressMails } from './recovery-address-mails.ts'

const code = '482913'
const context = {
  ...janesReset,
  reset: null,
  mailedCode: { code, until: later(janesReset.now, hour), lifetimeMinutes: 60 },
}
const checkMail = recoveryAddressMails['recovery-address-check']
const addedMail = recoveryAddressMails['recovery-address-added']

test('the mail to a new address has the code alone on its line, and no name', () => {
  const mail = checkMail(context)
  expect(mailFaults(mail)).toEqual([])
  expect(mail.text.split('\n')).toContain(code)
  expect(mail.html).toContain(code)
  expect(mail.subject + mail.text + mail.html).not.toMatch(/jane/i)
})

test('the notice of a new address says from when it gets resets, while it waits', () => {
  const notice = (countsFrom: Date) =>
    addedMail({ ...context, origin: 'notice', facts: { countsFrom } })
  const held = notice(later(janesReset.now, 72 * hour))
  expect(mailFaults(held)).toEqual([])
  for (const part of [held.text.replaceAll('\n', ' '), held.html]) {
    expect(part).toContain('Password resets can go to it from Tue 24 Nov, 14:02 CET.')
    expect(part).toContain(janesReset.disownLink)
  }
  expect(notice(janesReset.now).text).not.toContain('can go to it from')
})

describe('all of them', () => {
  test.each(hostileNames)('stay whole with the username %j', (username) => {
    for (const template of Object.values(recoveryAddressMails)) {
      const mail = template({ ...context, user: { username, displayName: username } })
      expect(mailFaults(mail)).toEqual([])
      expect(mail.html).not.toContain('<b>')
    }
  })
})
