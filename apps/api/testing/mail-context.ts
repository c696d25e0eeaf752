import { defaultSettings } from '@rekey/contracts/settings'
import { later, minute } from '../src/lib/clock.ts'
import type { MailContext } from '../src/mail/template.ts'

const now = new Date('2026-11-21T13:02:08Z')

/** The facts in the pictures of the design: a reset that Jane Doe requested. */
export const janesReset: MailContext & { reset: NonNullable<MailContext['reset']> } = {
  settings: { ...defaultSettings, organizationName: 'Northwind', timeZone: 'Europe/Berlin' },
  publicUrl: 'https://accounts.northwind.example',
  now,
  askedAt: now,
  origin: 'self-service',
  device: 'Chrome on Windows',
  user: { username: 'jane.doe@northwind.example', displayName: 'Jane Doe' },
  reset: {
    link: 'https://accounts.northwind.example/reset#D4-tW9nPRp-hZXCGdyiVDg.kX3vTq9LzR2mWc7HnB5sYQ',
    code: '482913',
    until: later(now, 30 * minute),
    lifetimeMinutes: 30,
  },
  temporaryPassword: null,
  disownLink:
    'https://accounts.northwind.example/not-me#D4-tW9nPRp-hZXCGdyiVDg.aX3vTq9LzR2mWc7HnB5sYQ',
  addressCheck: null,
  mailedCode: null,
  reason: null,
  facts: {},
}

/** Text with which a user could try to disturb our mails. */
export const hostileNames = [
  '<b>Jane</b><img src=x onerror=alert(1)>',
  'Jane\u202Eelpmaxe.live//:sptth',
  'Jane\r\nBcc: everybody@evil.example\r\n\r\nHello',
  'J'.repeat(200),
]

/** Every rule that all mails keep, as a list of what is broken. */
export function mailFaults({
  subject,
  text,
  html,
}: {
  subject: string
  text: string
  html: string
}): string[] {
  const words = text.replace(/https?:\S+/g, '').match(/[\p{L}\p{N}][^\s]*/gu) ?? []
  const widest = text.split('\n').filter((line) => !line.startsWith('http') && line.length > 78)
  const broken = {
    'over 90 words': words.length > 90,
    'wider than 78 columns': widest.length > 0,
    'over 20 kB': Buffer.byteLength(html) >= 20_000,
    'a value is missing': /\{\{|undefined|\[object|NaN|Invalid Date/.test(subject + text + html),
    'a line break in the subject': /[\r\n]/.test(subject),
    'an invisible character': /[\p{Cf}\r]/u.test(subject + text + html),
    'a resource from elsewhere': /<(img|link|script|iframe)|url\(|@import/i.test(html),
    'a code that a phone would call': !html.includes('content="telephone=no,date=no"'),
    'no language': !/<html lang="en" dir="ltr">/.test(html),
    'a table that a screen reader would announce': /<table(?![^>]*role="presentation")/.test(html),
  }
  return Object.entries(broken).flatMap(([fault, isBroken]) => (isBroken ? [fault] : []))
}
