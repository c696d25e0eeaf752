import { describe, expect, test } from 'vitest'
import { markStarts, startsOf, wordsOf } from './words.ts'

/** The text with its marked parts in brackets. */
const marked = (text: string, ...words: string[]) =>
  markStarts(text, words)
    .map((piece) => (piece.isMatch ? `[${piece.text}]` : piece.text))
    .join('')

describe('words', () => {
  test('signs and spaces separate words, and case does not count', () => {
    expect(wordsOf('  Ada.Lovelace@northwind.example ')).toEqual([
      'ada',
      'lovelace',
      'northwind',
      'example',
    ])
    expect(wordsOf('.*+?()[]{}|^$\\')).toEqual([])
  })

  test('each word must begin a word of the text', () => {
    expect(startsOf(['ja', 'do'], 'Jane Doe')).toBe(true)
    expect(startsOf(['an'], 'Jane Doe')).toBe(false)
    expect(startsOf(['север'], 'Ольга Северова')).toBe(true)
    expect(startsOf([], 'Jane Doe')).toBe(true)
  })

  test('beginnings of words are marked, parts inside of words are not', () => {
    expect(marked('Reset password of Jane Doe…', 'reset', 'ja')).toBe(
      '[Reset] password of [Ja]ne Doe…',
    )
    expect(marked('banana', 'an')).toBe('banana')
    expect(marked('Zoë Ölund', 'ölu')).toBe('Zoë [Ölu]nd')
    expect(marked('Reset', 're', 'reset')).toBe('[Reset]')
    expect(marked('İpek Işık', 'ışık')).toBe('İpek Işık')
    expect(marked('Jane')).toBe('Jane')
  })
})
