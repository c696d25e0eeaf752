import { describe, expect, test } from 'vitest'
import { isSixDigits, normaliseCode } from './normalise-code.ts'

describe('a code as people type it', () => {
  test.each([
    ['482913', 'plain'],
    [' 482 913 ', 'with spaces'],
    ['482-913', 'with a hyphen'],
    ['482–913', 'with a dash'],
    ['４８２９１３', 'full-width'],
    ['٤٨٢٩١٣', 'Arabic-Indic'],
    ['۴۸۲۹۱۳', 'Persian'],
    ['४८२९१३', 'Devanagari'],
    ['\u202a482913\u202c', 'with bidi marks from a paste'],
    ['482\u00a0913', 'with a no-break space'],
  ])('%s (%s) is 482913', (typed) => {
    expect(normaliseCode(typed)).toBe('482913')
  })

  test('letters and wrong lengths stay wrong', () => {
    expect(isSixDigits(normaliseCode('48291'))).toBe(false)
    expect(isSixDigits(normaliseCode('4829133'))).toBe(false)
    expect(isSixDigits(normaliseCode('48291O'))).toBe(false)
    expect(isSixDigits(normaliseCode(''))).toBe(false)
  })
})
