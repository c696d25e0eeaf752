import { expect, test } from 'vitest'
import { ownWord } from './own-word.ts'

test('a name has its word, and one without a word stays as it is', () => {
  const words = { staff: 'Staff' }
  expect(ownWord(words, 'staff')).toBe('Staff')
  // An administrator may type it as a reason, and all objects have something of this name.
  expect(ownWord(words, 'constructor')).toBe('constructor')
})
