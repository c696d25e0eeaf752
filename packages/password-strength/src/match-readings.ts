/**
 * A matcher for zxcvbn that searches the readings of a password (see `readings.ts`). zxcvbn itself
 * looks at what is typed, for its own lists and for sequences by code point; matches only ever
 * lower the number of guesses, so nothing gets stronger by this.
 */
import { type MatchExtended, MatcherBaseClass, type MatchOptions } from '@zxcvbn-ts/core'
import { findAlphabetRuns } from './alphabets.ts'
import { findKnownWords } from './known-words.ts'
import { type Reading, readingsOf } from './readings.ts'

/** The minimum that zxcvbn gives to a part of a longer password, so that short words count. */
const leastGuessesOfPart = 50
const shortestByChance = 4

/** The matchers of zxcvbn that are worth running on a reading too. */
const ownMatchers = ['sequence', 'spatial', 'date', 'regex']

class ReadingMatcher extends MatcherBaseClass {
  override match(options: MatchOptions): MatchExtended[] {
    const { password } = options
    const { whole, forWords, forLongWords } = readingsOf(password)
    return [
      ...whole.flatMap((reading) => [
        ...matchOwn(reading, options),
        ...matchRuns(reading, password),
        ...matchWords(reading, password),
      ]),
      ...forWords.flatMap((reading) => matchWords(reading, password)),
      ...forLongWords.flatMap((reading) => matchWords(reading, password, shortestByChance)),
    ]
  }
}

export const readingMatcher = {
  Matching: ReadingMatcher,
  feedback: () => null,
  scoring: () => leastGuessesOfPart,
}

/**
 * Runs zxcvbn's matchers on the reading, but leaves out what zxcvbn finds in the password itself.
 */
function matchOwn(reading: Reading, options: MatchOptions): MatchExtended[] {
  const { password, omniMatch } = options
  if (reading.text === password.toLowerCase()) return []
  return ownMatchers.flatMap((name) => {
    const found = omniMatch.matchers[name]?.match({ ...options, password: reading.text })
    return Array.isArray(found) ? found.map((match) => placed(match, reading, password)) : []
  })
}

const matchRuns = (reading: Reading, password: string): MatchExtended[] =>
  findAlphabetRuns(reading.text).map(({ guesses, ...run }) =>
    placed({ token: '', ...run }, reading, password, guesses),
  )

function matchWords(reading: Reading, password: string, shortest = 2): MatchExtended[] {
  return findKnownWords(reading.text, shortest).flatMap(({ start, end, rank, isPassword }) => {
    const dictionaryName = isPassword ? 'passwords' : 'words'
    const match = { pattern: 'dictionary' as const, dictionaryName, token: '', i: start, j: end }
    return [placed(match, reading, password, rank)]
  })
}

/**
 * The match where it stands in the password; with `guesses`, its worth before capitals are counted.
 */
function placed(
  match: MatchExtended,
  { starts, ends }: Reading,
  password: string,
  guesses?: number,
): MatchExtended {
  // In a reversed reading the last unit comes first.
  const [first, last] = [starts[match.i] ?? 0, starts[match.j] ?? 0]
  const i = Math.min(first, last)
  const j = Math.max(ends[match.i] ?? 0, ends[match.j] ?? 0)
  const token = password.slice(i, j + 1)
  if (guesses === undefined) return { ...match, i, j, token }
  const least = token.length < password.length ? leastGuessesOfPart : 1
  return { ...match, i, j, token, guesses: Math.max(least, guesses * capitalWays(token)) }
}

/** Attackers try one capital at the start, or only capitals, right after lower case. */
function capitalWays(token: string): number {
  const letters = token.replace(/[^\p{Lu}\p{Ll}]/gu, '')
  const capitals = letters.replace(/\P{Lu}/gu, '').length
  if (capitals === 0) return 1
  if (capitals === letters.length || /^\p{Lu}\P{Lu}*$/u.test(letters)) return 2
  return 2 ** Math.min(capitals, letters.length - capitals) * 2
}
