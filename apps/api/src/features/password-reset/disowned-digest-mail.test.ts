import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { disownedDigestMail } from './disowned-digest-mail.ts'

const disown = (displayName: string, outcome: 'stopped' | 'blocked' | 'recorded' = 'stopped') => ({
  username: 'jane.doe@northwind.example',
  displayName,
  outcome,
  at: janesReset.now,
})

const digestOf = (disowns: ReturnType<typeof disown>[]) =>
  disownedDigestMail({
    ...janesReset,
    origin: 'notice',
    reset: null,
    disownLink: null,
    facts: { disowns },
  })

describe('the digest of disowned resets', () => {
  test('counts them in the subject', () => {
    expect(digestOf([disown('Jane Doe')]).subject).toBe(
      '1 user reported a reset they didn’t request',
    )
    expect(digestOf([disown('Jane Doe'), disown('Ada')]).subject).toBe(
      'Users reported 2 resets they didn’t request',
    )
  })

  test('names each user and what was done, the same in both parts', () => {
    const mail = digestOf([disown('Jane Doe'), disown('Ada', 'blocked'), disown('Bo', 'recorded')])
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html.replaceAll('<wbr>', '')]) {
      expect(part).toContain('Jane Doe, jane.doe@northwind.example')
      expect(part).toContain('reset cancelled, 14:02')
      expect(part).toContain('password blocked, all devices signed out, 14:02')
      expect(part).toContain('noted only: changed again since then, 14:02')
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('stays short however many there are', () => {
    const mail = digestOf(Array.from({ length: 200 }, () => disown('Jane Doe', 'blocked')))
    expect(mail.text).toContain('And 195 more, in the audit log.')
    expect(mailFaults(mail)).toEqual([])
  })

  test('does not show a name that looks like an address, and shortens a long one', () => {
    const { text } = digestOf([disown('Call https://evil.example now'), disown('J'.repeat(200))])
    expect(text).not.toContain('evil')
    expect(text).toContain(`${'J'.repeat(60)},`)
    expect(text).not.toContain('J'.repeat(61))
  })

  test.each(hostileNames)('is not changed by a user called %j', (name) => {
    const mail = digestOf([disown(name)])
    expect(mailFaults(mail)).toEqual([])
    expect(mail.html).not.toContain('<b>')
  })

  test('refuses facts that do not match its schema', () => {
    expect(() => disownedDigestMail({ ...janesReset, facts: {} })).toThrow()
  })
})
