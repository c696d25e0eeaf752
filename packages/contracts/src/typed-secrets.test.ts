import { describe, expect, test } from 'vitest'
import { isSixDigits, normaliseCode, normaliseTemporaryPassword } from './typed-secrets.ts'

describe('a code in the forms that people type', () => {
  test.each([
    ['482913', 'plain'],
    [' 482 913 ', 'with spaces'],
    ['482-913', 'with a hyphen'],
    ['482–913', 'with a dash'],
    ['482−913', 'with a minus sign'],
    ['482‑913', 'with a non-breaking hyphen'],
    ['482ー913', "with a Japanese keyboard's hyphen"],
    ['482913.', 'with the full stop of the sentence'],
    ['“482913”', 'in quotes'],
    ['482913\r\n', 'with the line break behind it'],
    ['４８２９１３', 'full-width'],
    ['٤٨٢٩١٣', 'Arabic-Indic'],
    ['۴۸۲۹۱۳', 'Persian'],
    ['४८२९१३', 'Devanagari'],
    ['๔๘๒๙๑๓', 'Thai'],
    ['4️⃣8️⃣2️⃣9️⃣1️⃣3️⃣', 'as emoji'],
    ['\u202a482913\u202c', 'with bidi marks from a paste'],
    ['\u200b482913\u200e', 'with a zero-width space'],
    ['\u2066482\u00ad913\ufeff\u2069', 'with isolates, a soft hyphen and a byte order mark'],
    ['482\u00a0913', 'with a no-break space'],
  ])('%s (%s) is 482913', (typed) => {
    expect(normaliseCode(typed)).toBe('482913')
  })

  test('codes with letters or a wrong length stay wrong', () => {
    expect(isSixDigits(normaliseCode('48291'))).toBe(false)
    expect(isSixDigits(normaliseCode('4829133'))).toBe(false)
    expect(isSixDigits(normaliseCode('48291O'))).toBe(false)
    expect(isSixDigits(normaliseCode(''))).toBe(false)
  })
})

describe('a temporary password in the forms that people type', () => {
  test.each([
    ['0Z1K-7QXM-A9V0-11HP', 'plain'],
    ['0z1k7qxma9v011hp', 'in lower case, without hyphens'],
    ['OZIK-7QXM-A9VO-LIHP', 'with letters that look like digits'],
    ['ozlk-7qxm-a9vo-ilhp', 'with such letters in lower case'],
    ['0Z1K–7QXM—A9V0−11HP', 'with other dashes'],
    [' 0Z1K 7QXM A9V0 11HP\r\n', 'with spaces and the line break behind it'],
    ['\u202a0Z1K-7QXM\u200b-A9V0-11HP\u202c', 'with marks that nobody sees'],
    ['０Ｚ１Ｋ－７ＱＸＭ－Ａ９Ｖ０－１１ＨＰ', 'full-width'],
  ])('%s (%s) is one', (typed) => {
    expect(normaliseTemporaryPassword(typed)).toBe('0Z1K7QXMA9V011HP')
  })

  test('a different letter is a different password', () => {
    expect(normaliseTemporaryPassword('0Z1K-7QXM-A9V0-11HQ')).not.toBe('0Z1K7QXMA9V011HP')
  })
})
