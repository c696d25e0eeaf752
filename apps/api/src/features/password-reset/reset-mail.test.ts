import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { day, hour, later, minute } from '../../lib/clock.ts'
import { consolePasswordMail, createPasswordMail, resetMail } from './reset-mail.ts'

const { reset, settings, now } = janesReset
/** As a reader sees it: with escapes decoded, and without the places where a line may break. */
const unescaped = (html: string) =>
  html
    .replaceAll('<wbr>', '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

describe('the reset mail', () => {
  const mail = resetMail(janesReset)

  test('says the same in both parts: link, code, time, who requested it, and "This wasn’t me"', () => {
    expect(mail.subject).toBe('482913 is your Northwind password reset code')
    for (const part of [mail.text.replaceAll('\n', ' '), unescaped(mail.html)]) {
      expect(part).toContain(reset.link)
      expect(part).toContain('482913')
      expect(part).toContain(
        'The link and the code work for 30 minutes (until 14:32 CET), on any device.',
      )
      expect(part).toContain('Someone, we hope you, asked to reset the password for ')
      expect(part).toContain(' at 14:02, from Chrome on Windows.')
      expect(part).toContain('2. Enter this code there:')
      expect(part).toContain('jane.doe@northwind.example')
      expect(part).toContain(janesReset.disownLink)
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('gives link and code lines of their own in the plain part', () => {
    const lines = mail.text.split('\n')
    expect(lines).toContain(reset.link)
    expect(lines).toContain('482913')
    expect(lines).toContain(janesReset.disownLink)
  })

  test('keeps the code out of the subject if the settings say so', () => {
    const { subject } = resetMail({
      ...janesReset,
      settings: { ...settings, codeInSubject: false },
    })
    expect(subject).toBe('Your Northwind password reset')
  })

  test('says that an administrator requested it, and names no device', () => {
    const { text } = resetMail({ ...janesReset, origin: 'started', device: null })
    expect(text.replaceAll('\n', ' ')).toContain(
      'An administrator asked to reset the password for jane.doe@northwind.example at 14:02.',
    )
  })

  test.each([
    [20 * minute, '20 minutes (until 14:22 CET)'],
    [90 * minute, '90 minutes (until 15:32 CET)'],
    [hour * 23, '23 hours (until Sun 22 Nov, 13:02 CET)'],
    [day * 7, '7 days (until Sat 28 Nov, 14:02 CET)'],
    // Written a few seconds after its time began.
    [day * 7 - 5_000, '7 days (until Sat 28 Nov, 14:02 CET)'],
    [hour * 23 - 5_000, '23 hours (until Sun 22 Nov, 13:02 CET)'],
    [hour * 23 - 5 * minute, '22 hours (until Sun 22 Nov, 12:57 CET)'],
  ])('names the end of a life of %i ms: %s', (life, words) => {
    const until = later(now, life)
    const lifetimeMinutes = life / minute
    const { text } = resetMail({ ...janesReset, reset: { ...reset, until, lifetimeMinutes } })
    expect(text.replaceAll('\n', ' ')).toContain(words)
  })

  test('that was delayed past midnight names the day of the request', () => {
    const { text } = resetMail({ ...janesReset, askedAt: new Date('2026-11-20T22:30:00Z') })
    expect(text).toContain('at 23:30 on Fri 20 Nov')
  })

  test.each([
    ['America/New_York', '08:32 EST'],
    ['Asia/Kolkata', '19:02 IST'],
    ['UTC', '13:32 UTC'],
    ['Asia/Tokyo', '22:32 GMT+9'],
  ])('names the zone of the settings: %s', (timeZone, time) => {
    expect(resetMail({ ...janesReset, settings: { ...settings, timeZone } }).text).toContain(time)
  })

  test.each(hostileNames)('is not changed by a user or an organization called %j', (name) => {
    const hostile = resetMail({
      ...janesReset,
      settings: { ...settings, organizationName: name },
      user: { username: name, displayName: name },
    })
    expect(mailFaults(hostile)).toEqual([])
    expect(hostile.html).not.toContain('<b>')
    expect(hostile.text.split('\n')).toContain(reset.link)
  })
})

describe('the mail for a first password', () => {
  const context = {
    ...janesReset,
    origin: 'started' as const,
    device: null,
    facts: { isInvited: true, addedBy: 'Mika Ito' },
    reset: { ...reset, until: later(now, 7 * day), lifetimeMinutes: (7 * day) / minute },
  }

  test('is an invitation that says who added the account, with link and code', () => {
    const mail = createPasswordMail(context)
    expect(mail.subject).toBe('You’re invited to Northwind')
    for (const part of [mail.text.replaceAll('\n', ' '), unescaped(mail.html)]) {
      expect(part).toContain('Mika Ito created an account for you at Northwind.')
      expect(part).toContain('Set a password to start.')
      expect(part).toContain('jane.doe@northwind.example')
      expect(part).toContain(reset.link)
      expect(part).toContain('482913')
      expect(part).toContain('7 days (until Sat 28 Nov, 14:02 CET)')
      expect(part).toContain(janesReset.disownLink)
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('names nobody if no administrator added the account', () => {
    const { text } = createPasswordMail({ ...context, facts: { isInvited: true, addedBy: null } })
    expect(text).toContain('An account was created for you at Northwind.')
  })

  test('is no invitation for a user who has signed in before, or who requested it', () => {
    const facts = { isInvited: false, addedBy: null }
    const old = createPasswordMail({ ...context, facts })
    expect(old.subject).toBe('Create your Northwind password')
    expect(old.text).toContain('An administrator asked to create a password for')
    const own = createPasswordMail({ ...context, origin: 'self-service' })
    expect(own.text).toContain('Someone, we hope you, asked to create a password for')
    expect(mailFaults(own)).toEqual([])
  })

  test.each(hostileNames)('is not changed by an administrator called %j', (addedBy) => {
    const hostile = createPasswordMail({ ...context, facts: { isInvited: true, addedBy } })
    expect(hostile.html).not.toContain('<b>')
    expect(mailFaults(hostile)).toEqual([])
  })
})

describe('the mail for a console password', () => {
  const context = {
    ...janesReset,
    origin: 'started' as const,
    device: null,
    facts: { provider: { name: 'Okta', resetUrl: null } },
    reset: { ...reset, until: later(now, day), lifetimeMinutes: day / minute },
  }
  const mail = consolePasswordMail(context)

  test('says what it opens, and where to sign in for everything else', () => {
    expect(mail.subject).toBe('482913 is your Northwind console password code')
    for (const part of [mail.text.replaceAll('\n', ' '), unescaped(mail.html)]) {
      expect(part).toContain('Set your console password')
      expect(part).toContain('An administrator asked to set a console password for ')
      expect(part).toContain('Everywhere else, you still sign in with Okta.')
      expect(part).toContain(reset.link)
      expect(part).toContain(janesReset.disownLink)
    }
    expect(mailFaults(mail)).toEqual([])
  })

  test('keeps the code out of the subject if the settings say so', () => {
    const { subject } = consolePasswordMail({
      ...context,
      settings: { ...settings, codeInSubject: false },
    })
    expect(subject).toBe('Your Northwind console password')
  })

  test.each(hostileNames)('is not changed by a provider called %j', (name) => {
    const hostile = consolePasswordMail({
      ...context,
      facts: { provider: { name, resetUrl: null } },
    })
    expect(hostile.html).not.toContain('<b>')
    expect(mailFaults(hostile).filter((fault) => fault !== 'over 90 words')).toEqual([])
  })
})
