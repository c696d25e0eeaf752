/**
 * The sorts of characters that policies ask for, in any script. Letters without case, such as
 * Arabic or Han, are letters but neither upper nor lower; a symbol is whatever is neither letter,
 * mark nor digit: signs, spaces, emoji.
 */
export type CharacterSort = 'letter' | 'upper' | 'lower' | 'digit' | 'symbol'

const patterns: Record<CharacterSort, RegExp> = {
  letter: /\p{L}/u,
  upper: /\p{Lu}/u,
  lower: /\p{Ll}/u,
  digit: /\p{Nd}/u,
  symbol: /[^\p{L}\p{M}\p{Nd}]/u,
}

const names: Record<CharacterSort, string> = {
  letter: 'a letter',
  upper: 'an upper-case letter',
  lower: 'a lower-case letter',
  digit: 'a digit',
  symbol: 'a symbol',
}

export const hasSort = (password: string, sort: CharacterSort) => patterns[sort].test(password)

/** "an upper-case letter, a digit and a symbol" */
export function listSorts(sorts: readonly CharacterSort[]): string {
  const words = sorts.map((sort) => names[sort])
  const last = words.pop() ?? ''
  return words.length === 0 ? last : `${words.join(', ')} and ${last}`
}
