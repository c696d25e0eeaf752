import { describe, expect, test } from 'vitest'
import { hostileNames, janesReset, mailFaults } from '../../../testing/mail-context.ts'
import { later, minute } from '../../lib/clock.ts'
import { callerCheckMail } from './caller-check-mail.ts'

const code = '482913'
const context = {
  ...janesReset,
  origin: 'started' as const,
  device: null,
  reset: null,
  mailedCode: { code, until: later(janesReset.now, 10 * minute), lifetimeMinutes: 10 },
}

describe('the mail with a code for the help desk', () => {
  test('warns before it shows the code, which is alone on its line', () => {
    const mail = callerCheckMail(context)
    expect(mailFaults(mail)).toEqual([])
    expect(mail.text.split('\n')).toContain(code)
    for (const part of [mail.text.replaceAll('\n', ' '), mail.html]) {
      const warning = part.indexOf('Only tell it to them if you called.')
      expect(warning).toBeGreaterThan(0)
      expect(part.indexOf(code)).toBeGreaterThan(warning)
      expect(part).toContain('10 minutes (until 14:12 CET)')
      expect(part).toContain(janesReset.disownLink)
    }
    expect(mail.subject).not.toContain(code)
  })

  test.each(hostileNames)('is not changed by the username %j', (username) => {
    const mail = callerCheckMail({ ...context, user: { username, displayName: username } })
    expect(mailFaults(mail)).toEqual([])
    expect(mail.html).not.toContain('<b>')
  })
})
