import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { ssoLinkedMail } from './sso-linked-mail.ts'

const context = {
  ...janesReset,
  origin: 'notice' as const,
  reset: null,
  facts: { connectionName: 'Okta' },
}

describe('the mail about an account that was linked', () => {
  const mail = ssoLinkedMail(context)

  test('names account, provider, time and device, and the way to undo it', () => {
    expect(mail.subject).toBe('Your Northwind account now signs in with Okta')
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html.replaceAll('<wbr>', '')]) {
      expect(part).toContain('Your account now signs in with Okta')
      expect(part).toContain('jane.doe@northwind.example')
      expect(part).toContain('14:02')
      expect(part).toContain('Chrome on Windows')
      expect(part).toContain('/not-me')
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('can still be written when the link was removed in the meantime', () => {
    const late = ssoLinkedMail({ ...context, facts: { connectionName: null } })
    expect(late.subject).toContain('your organization’s sign-in')
    expect(mailFaults(late)).toEqual([])
  })

  test.each(hostileNames)('is not changed by a provider called %j', (connectionName) => {
    const hostile = ssoLinkedMail({ ...context, facts: { connectionName } })
    expect(hostile.html).not.toContain('<b>')
    expect(mailFaults(hostile).filter((fault) => fault !== 'over 90 words')).toEqual([])
  })
})
