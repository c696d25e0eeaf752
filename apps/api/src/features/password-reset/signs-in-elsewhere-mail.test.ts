import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { signsInElsewhereMail } from './signs-in-elsewhere-mail.ts'

const resetUrl = 'https://northwind.okta.example/signin/forgot-password'
const told = (provider: { name: string; resetUrl: string | null } | null) =>
  signsInElsewhereMail({ ...janesReset, reset: null, disownLink: null, facts: { provider } })
const plain = (html: string) => html.replaceAll('<wbr>', '').replaceAll('&#8217;', '’')

describe('the mail that says where an account signs in', () => {
  const mail = told({ name: 'Okta', resetUrl })

  test('says who holds its password, where to sign in and where to reset it', () => {
    expect(mail.subject).toBe('Your Northwind account signs in with Okta')
    for (const part of [mail.text.replaceAll('\n', ' '), plain(mail.html)]) {
      expect(part).toContain('Someone, we hope you, asked to reset the password for ')
      expect(part).toContain('jane.doe@northwind.example')
      expect(part).toContain('The password of this account is kept at Okta')
      expect(part).toContain('https://accounts.northwind.example/sign-in')
      expect(part).toContain(resetUrl)
      expect(part).toContain('Nothing was changed')
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('puts each link on its own line in the plain part', () => {
    const lines = mail.text.split('\n')
    expect(lines).toContain('https://accounts.northwind.example/sign-in')
    expect(lines).toContain(resetUrl)
  })

  test('contains no code and no link that opens something', () => {
    expect(mail.text).not.toMatch(/\d{6}|#/)
  })

  test('names the operator of the provider if no page for resets is known', () => {
    const { text } = told({ name: 'Okta', resetUrl: null })
    expect(text.replaceAll('\n', ' ')).toContain('Ask the administrators of Okta to reset it.')
  })

  test('is readable when the connection has been deleted', () => {
    const gone = told(null)
    expect(gone.subject).toBe('Your Northwind account signs in with your organization’s sign-in')
    expect(mailFaults(gone)).toEqual([])
  })

  test.each(hostileNames)('is not changed by a provider or an organization called %j', (name) => {
    const hostile = signsInElsewhereMail({
      ...janesReset,
      settings: { ...janesReset.settings, organizationName: name },
      user: { username: name, displayName: name },
      facts: { provider: { name, resetUrl } },
    })
    expect(hostile.html).not.toContain('<b>')
    expect(mailFaults(hostile).filter((fault) => fault !== 'over 90 words')).toEqual([])
  })
})
