import { expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { testMail } from './test-mail.ts'

const context = { ...janesReset, origin: 'started' as const, device: null }

test('the test mail says the same in both parts, and contains no link and no secret', () => {
  const mail = testMail(context)
  expect(mailFaults(mail)).toEqual([])
  expect(mail.subject).toBe('Test mail from Northwind accounts')
  for (const part of [mail.text.replaceAll('\n', ' '), mail.html]) {
    expect(part).toContain('You asked for this test at 14:02')
    expect(part).toContain('You don’t need to do anything.')
    expect(part).not.toMatch(/https?:\/\/accounts|482913|jane/i)
  }
})

test.each(hostileNames)('an organization called %j does not change it', (organizationName) => {
  const settings = { ...context.settings, organizationName: organizationName.slice(0, 60) }
  const mail = testMail({ ...context, settings })
  expect(mailFaults(mail)).toEqual([])
  expect(mail.html).not.toContain('<b>')
})
