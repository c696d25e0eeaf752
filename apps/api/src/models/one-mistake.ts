/** Shorter words resemble too many others; longer ones take too long in the index. */
const shortest = 4
const longest = 24

/** Text that an index of trigrams can look up: three letters or digits in a row. */
const hasTrigram = /[\p{L}\p{N}]{3}/u

/** With more alternatives in one expression, PostgreSQL doesn't look up all their trigrams. */
const lettersTogether = 4

/**
 * Regular expressions for every word that this one may stand for after one typing mistake: a letter
 * too many or too few, a wrong one, or two swapped. The similarity of trigrams doesn't find these:
 * two swapped letters cost "smiht" half of its trigrams, and too many words are half similar.
 * Empty: the word is too short or too long.
 */
export function oneMistakeAway(word: string): string[] {
  const letters = [...word]
  if (letters.length < shortest || letters.length > longest) return []
  return starts(letters).flatMap((from) => {
    const before = letters.slice(0, from)
    const after = letters.slice(from + lettersTogether + 1)
    const pieces = mistakesIn(letters.slice(from, from + lettersTogether + 1))
      .filter((piece) => isWorthLookingUp([...before, ...piece, ...after]))
      .map(expressed)
    const either = [...new Set(pieces)].join('|')
    return either ? [`${expressed(before)}(${either})${expressed(after)}`] : []
  })
}

/** The positions at which the pieces begin. */
const starts = (letters: readonly string[]) =>
  letters.flatMap((_, index) => (index % lettersTogether === 0 ? [index] : []))

/** A pattern with any letter at an end isn't needed: the pattern without it finds the same text. */
const isWorthLookingUp = (letters: readonly string[]) =>
  letters[0] !== any && letters.at(-1) !== any && hasTrigram.test(letters.join(''))

/** Any letter. */
const any = '\0'

/**
 * A piece of a word with one mistake at each place but the last, which is the first of the next
 * piece.
 */
const mistakesIn = (piece: string[]): string[][] =>
  piece.slice(0, lettersTogether).flatMap((letter, at) => {
    const before = piece.slice(0, at)
    const [next, ...rest] = piece.slice(at + 1)
    const after = piece.slice(at + 1)
    return [
      [...before, ...after],
      [...before, any, ...after],
      [...before, any, letter, ...after],
      ...(next === undefined ? [] : [[...before, next, letter, ...rest]]),
    ]
  })

const expressed = (letters: readonly string[]) =>
  letters.map((letter) => (letter === any ? '.' : plain(letter))).join('')

/** Characters with a meaning in expressions are escaped. */
const plain = (letter: string) => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
