import { expect, test } from 'vitest'
import { emailAddress, line, username } from './fields.ts'
import { comparedText, typedName, visibleText } from './visible-text.ts'

/**
 * One of each kind: zero-width, bidi, fillers, variation selectors, tags and what else is
 * ignorable.
 */
const marks = (
  'AD 34F 61C 115F 1160 17B4 180B 180E 200B 200C 200D 200E 200F 202A 202C 202E 2060 2064 2066 2069 ' +
  '206A 3164 FE00 FE0F FEFF FFA0 FFF9 1BCA0 1D173 E0001 E0041 E007F E0100'
)
  .split(' ')
  .map((point) => String.fromCodePoint(Number.parseInt(point, 16)))
const named = marks.map((mark) => [`U+${mark.codePointAt(0)?.toString(16).toUpperCase()}`, mark])

test.each(named)('%s is neither stored in a Latin name nor compared', (_, mark) => {
  const copied = `${mark}jane${mark}.doe@acme.example${mark}`
  expect(typedName(copied)).toBe('jane.doe@acme.example')
  expect(comparedText(copied)).toBe('jane.doe@acme.example')
  expect(username.parse(copied)).toBe('jane.doe@acme.example')
  expect(emailAddress.parse(copied)).toBe('jane.doe@acme.example')
})

test.each([
  ['علی\u200cرضا', 'a Persian name with a non-joiner'],
  ['ශ්\u200dරී', 'a Sinhala name with a joiner'],
  ['क्\u200cष', 'a Devanagari name with a non-joiner'],
  ['渡邉\u{e0100}', 'a variant of a Han character'],
  ['Ann 👩\u200d💻', 'an emoji of two'],
  ['Ann ❤\ufe0f\u200d🔥', 'an emoji of three'],
])('what changes how a name looks stays: %s (%s)', (name) => {
  expect(visibleText(name)).toBe(name)
  expect(line(200).parse(name)).toBe(name)
})

test('a joiner that changes how a name looks is still ignored in comparisons', () => {
  expect(comparedText('علی\u200cرضا')).toBe(comparedText('علیرضا'))
})

test.each([...marks, '\u2800', '\u2028'])(
  'a name without a visible character is blank: %j',
  (mark) => {
    expect(username.safeParse(mark).success).toBe(false)
    expect(line(200).safeParse(` ${mark} ${mark}`).success).toBe(false)
  },
)

test('control characters are refused, not dropped', () => {
  expect(username.safeParse('jane\u0007').success).toBe(false)
  expect(username.safeParse('jane\u200b\u0007').success).toBe(false)
})
