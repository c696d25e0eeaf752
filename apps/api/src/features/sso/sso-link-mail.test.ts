import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { ssoLinkMail } from './sso-link-mail.ts'

const context = { ...janesReset, facts: { connectionName: 'Okta' } }

describe('the mail that links an account', () => {
  const mail = ssoLinkMail(context)

  test('brings link and code, and says what linking changes', () => {
    expect(mail.subject).toBe('482913 is your Northwind code')
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html]) {
      expect(part).toContain('you sign in with Okta. Your password here stops working.')
      expect(part).toContain(janesReset.reset.link)
      expect(part).toContain('482913')
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test.each(hostileNames)('is not changed by a provider called %j', (connectionName) => {
    const hostile = ssoLinkMail({ ...context, facts: { connectionName } })
    expect(hostile.html).not.toContain('<b>')
    expect(mailFaults(hostile).filter((fault) => fault !== 'over 90 words')).toEqual([])
  })
})
