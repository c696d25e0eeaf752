const word = /[\p{L}\p{M}\p{N}]+/gu

/** The words of a text, in lower case. Dots, @ and other signs separate words too. */
export const wordsOf = (text: string): string[] => text.toLocaleLowerCase().match(word) ?? []

/** What stands behind the first words of a text, as it was typed. */
export const afterWords = (text: string, count: number): string =>
  text.slice([...text.matchAll(word)][count]?.index ?? text.length).trim()

/** True if each of the words is the beginning of a word of the text. */
export function startsOf(words: readonly string[], text: string): boolean {
  const all = wordsOf(text)
  return words.every((word) => all.some((each) => each.startsWith(word)))
}

type Piece = { readonly text: string; readonly isMatch: boolean }

/** Splits a text into the beginnings of words that were typed, and the rest. */
export function markStarts(text: string, words: readonly string[]): Piece[] {
  // The longest first: of "re" and "reset", "reset" is to be marked whole.
  const longestFirst = words.toSorted((one, other) => other.length - one.length)
  if (longestFirst.length === 0) return [{ text, isMatch: false }]
  // `wordsOf` leaves only letters and digits, so no word has a meaning as a pattern.
  const starts = new RegExp(`(?<![\\p{L}\\p{M}\\p{N}])(${longestFirst.join('|')})`, 'giu')
  return text
    .split(starts)
    .map((piece, index) => ({ text: piece, isMatch: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
