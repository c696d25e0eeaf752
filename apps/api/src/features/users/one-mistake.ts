/** Shorter words are too like too many others; longer ones take the index too long. */
const shortest = 4
const longest = 24

/** What an index of trigrams can look up: three letters or digits in a row. */
const hasTrigram = /[\p{L}\p{N}]{3}/u

/** More alternatives in one expression, and PostgreSQL gives up looking up all their trigrams. */
const lettersTogether = 4

/**
 * Regular expressions for all that this word may be meant for, but for one mistake of typing: a
 * letter too many or too few, a wrong one, or two in the wrong order. Trigrams' own measure of
 * likeness isn't fit to find these: two swapped letters cost "smiht" half of its trigrams, and what
 * is half alike is too much. Empty: the word is too short or too long for it.
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

/** Where the pieces begin. */
const starts = (letters: readonly string[]) =>
  letters.flatMap((_, index) => (index % lettersTogether === 0 ? [index] : []))

/** With any letter at an end it is a part of what is looked up without. */
const isWorthLookingUp = (letters: readonly string[]) =>
  letters[0] !== any && letters.at(-1) !== any && hasTrigram.test(letters.join(''))

/** Any letter. */
const any = '\0'

/** A piece of a word with one mistake at each place but the last, which is the next piece's first. */
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

/** What may mean something in an expression is a letter like any other. */
const plain = (letter: string) => letter.replace(/[\\^$.*+?()[\]{}|]/, '\\$&')
