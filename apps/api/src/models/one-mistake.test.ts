import { describe, expect, it } from 'vitest'
import { oneMistakeAway } from './one-mistake.ts'

/** As PostgreSQL matches them: anywhere in the text. */
const isMeant = (typed: string, text: string) =>
  oneMistakeAway(typed).some((expression) => new RegExp(expression, 'u').test(text))

describe('one mistake', () => {
  it.each([
    ['christopherr', 'christopher', 'a letter too many at the end'],
    ['annderson', 'anderson', 'a letter too many in the middle'],
    ['hristopher', 'christopher', 'a letter too few at the start'],
    ['andeson', 'anderson', 'a letter too few in the middle'],
    ['anberson', 'anderson', 'a wrong letter'],
    ['smiht', 'smith', 'two in the wrong order at the end'],
    ['adnerson', 'anderson', 'two in the wrong order'],
    ['chrsitopher', 'christopher', 'two in the wrong order where two pieces meet'],
    ['jane.deo@northwind', 'jane.doe@northwind', 'one in a long word'],
  ])('%s may mean %s: %s', (typed, meant) => {
    expect(isMeant(typed, `before ${meant} behind`)).toBe(true)
  })

  it('two mistakes are one too many', () => {
    expect(isMeant('adnersno', 'anderson')).toBe(false)
    expect(isMeant('anbersan', 'anderson')).toBe(false)
  })

  it.each(['msith', 'simth', 'smtih', 'smiht'])('%s has two letters swapped', (typed) => {
    const [expression = ''] = oneMistakeAway(typed, 'swapped').filter((each) =>
      new RegExp(each, 'u').test('smith'),
    )
    expect(expression).not.toBe('')
    for (const other of ['smit', 'smih', 'smxht', 'smixht']) {
      expect(new RegExp(expression, 'u').test(other), other).toBe(false)
    }
  })

  it('a long word has few expressions, and each of its letters may still be wrong', () => {
    const typed = 'abcdefghijklmnopqrstuvwx'
    expect(oneMistakeAway(typed)).toHaveLength(6)
    for (const letter of typed.slice(1, -1)) {
      expect(isMeant(typed, typed.replace(letter, '-')), letter).toBe(true)
    }
  })

  it('means nothing by words too short or too long to look up', () => {
    expect(oneMistakeAway('jan')).toEqual([])
    expect(oneMistakeAway('x'.repeat(25))).toEqual([])
  })

  it('looks nothing up that has no three letters in a row', () => {
    expect(oneMistakeAway('a-b-c-d')).toEqual([])
  })

  it('takes every character as itself', () => {
    const typed = 'a.bcd*(e'
    expect(isMeant(typed, 'a.bcdd*(e')).toBe(true)
    expect(isMeant(typed, 'axbcd')).toBe(false)
  })
})
