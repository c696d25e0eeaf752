/** Shorter words resemble too many others; longer ones take too long in the index. */
const shortest = 4
const longest = 24

/** Text that an index of trigrams can look up: three letters or digits in a row. */
const hasTrigram = /[\p{L}\p{N}]{3}/u

/**
 * Mistakes at this many letters share one expression. With more, PostgreSQL no longer looks up all
 * their trigrams, and reads tens of thousands of users for nothing. With more than six expressions,
 * it would rather read everybody of a small site.
 */
const lettersTogether = 3
const mostExpressions = 6

/** `swapped`: two letters changed places, which leaves the index nothing to guess. */
export type Mistake = 'swapped' | 'any'

/**
 * Regular expressions for every word that this one may stand for after one typing mistake: a letter
 * too many or too few, a wrong one, or two swapped. The similarity of trigrams doesn't find these:
 * two swapped letters cost "smiht" half of its trigrams, and too many words are half similar.
 * Empty: the word is too short or too long.
 */
export function oneMistakeAway(word: string, mistake: Mistake = 'any'): string[] {
  const letters = [...word]
  if (letters.length < shortest || letters.length > longest) return []
  const together = Math.max(lettersTogether, Math.ceil(letters.length / mostExpressions))
  const mistakesIn = mistake === 'swapped' ? swappedIn : anyIn
  return starts(letters, together).flatMap((from) => {
    const before = letters.slice(0, from)
    const after = letters.slice(from + together + 1)
    const pieces = mistakesIn(letters.slice(from, from + together + 1), together)
      .filter((piece) => isWorthLookingUp([...before, ...piece, ...after]))
      .map(expressed)
    const either = [...new Set(pieces)].join('|')
    return either ? [`${expressed(before)}(${either})${expressed(after)}`] : []
  })
}

/** The positions at which the pieces begin. */
const starts = (letters: readonly string[], together: number) =>
  letters.flatMap((_, index) => (index % together === 0 ? [index] : []))

/** A pattern with any letter at an end isn't needed: the pattern without it finds the same text. */
const isWorthLookingUp = (letters: readonly string[]) =>
  letters[0] !== any && letters.at(-1) !== any && hasTrigram.test(letters.join(''))

/** Any letter. */
const any = '\0'

/**
 * A piece of a word with one mistake at each place but the last, which is the first of the next
 * piece.
 */
const anyIn = (piece: string[], together: number): string[][] => [
  ...piece.slice(0, together).flatMap((letter, at) => {
    const [before, after] = [piece.slice(0, at), piece.slice(at + 1)]
    return [
      [...before, ...after],
      [...before, any, ...after],
      [...before, any, letter, ...after],
    ]
  }),
  ...swappedIn(piece, together),
]

const swappedIn = (piece: string[], together: number): string[][] =>
  piece.slice(0, together).flatMap((letter, at) => {
    const [next, ...rest] = piece.slice(at + 1)
    return next === undefined ? [] : [[...piece.slice(0, at), next, letter, ...rest]]
  })

const expressed = (letters: readonly string[]) =>
  letters.map((letter) => (letter === any ? '.' : plain(letter))).join('')

/** Characters with a meaning in expressions are escaped. */
const plain = (letter: string) => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
