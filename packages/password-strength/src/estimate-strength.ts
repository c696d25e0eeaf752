/**
 * The strength of a password by zxcvbn: how many guesses an attacker needs who knows words, names,
 * keyboards, alphabets, dates, sequences (1234, abcd) and repeats, in any language that was loaded
 * (`load-language.ts`). Heavy: import it by `load-estimator.ts`.
 *
 * Bounded, because zxcvbn's defaults take over a second for one hostile password: the first 64
 * UTF-16 units count and at most five readings of look-alike signs are tried. What follows after 64
 * can only add strength, so a cut estimate is never too kind.
 */
import { ZxcvbnFactory, type ZxcvbnResult } from '@zxcvbn-ts/core'
import { adviseOn } from './advise-on.ts'
import dictionary from './dictionary.json' with { type: 'json' }
import { foldForms } from './fold-letters.ts'
import { learnWords } from './known-words.ts'
import { readingMatcher } from './match-readings.ts'
import { normalisePassword } from './normalise-password.ts'
import { personalWords } from './personal-words.ts'
import { signsAsUnits } from './signs-as-units.ts'
import { simplerForms } from './simpler-forms.ts'
import { type EstimateStrength, type StrengthScore, strengthLabel } from './strength.ts'

const lists = Object.entries(dictionary.lists).map(([name, words]): [string, string[]] => [
  name,
  words.split(' '),
])

const maxLength = 64

const zxcvbn = new ZxcvbnFactory(
  {
    dictionary: Object.fromEntries(lists),
    graphs: dictionary.graphs,
    maxLength,
    l33tMaxSubstitutions: 5,
  },
  { readings: readingMatcher },
)

// In other readings, such as full width, the matcher looks up these words too.
for (const [, words] of lists) learnWords(words)

type Guessed = Pick<ZxcvbnResult, 'guesses' | 'sequence'>

/** Takes the password as typed. */
export const estimateStrength: EstimateStrength = (password, words = []) => {
  const own = personalWords(words)
  const { guesses, sequence } = leastGuesses(normalisePassword(password), own)
  const score = scoreOf(guesses)
  return {
    score,
    label: strengthLabel(score, guesses),
    advice: score < 3 ? adviseOn(sequence) : null,
  }
}

/** The limits of zxcvbn, which adds a few guesses to them because of rounding. */
const scoreOf = (guesses: number): StrengthScore => {
  if (guesses < 1e3 + 5) return 0
  if (guesses < 1e6 + 5) return 1
  if (guesses < 1e8 + 5) return 2
  return guesses < 1e10 + 5 ? 3 : 4
}

/** A password below this is refused anyway, so its parts needn't be checked. */
const enough = 1e8
/** How many habits are removed one after the other. Each one costs another run of zxcvbn. */
const mostHabits = 4

/** The fewest guesses of three ways: the whole, each sign as one unit, or one of its parts. */
function leastGuesses(
  password: string,
  own: readonly string[],
  { ways, habits } = { ways: 1, habits: 0 },
): Guessed {
  const texts = [...new Set([password, signsAsUnits(password)])]
  const wholes = texts.map((text): Guessed => zxcvbn.check(withoutInherited(text), [...own]))
  const whole = wholes.reduce(lesser)
  if (whole.guesses * ways < enough || habits === mostHabits) return whole
  return simplerForms(foldForms(password.slice(0, maxLength)))
    .map((form) => {
      const taken = { ways: ways * form.ways, habits: habits + 1 }
      const guessed = form.parts.map((part) => leastGuesses(part, own, taken))
      const guesses = guessed.reduce((product, part) => product * part.guesses, form.ways)
      return { guesses, sequence: guessed.flatMap(({ sequence }) => sequence) }
    })
    .reduce(lesser, whole)
}

const lesser = (one: Guessed, other: Guessed) => (other.guesses < one.guesses ? other : one)

/**
 * zxcvbn looks up words in plain objects, which inherit properties with these two names. Its sum
 * then becomes NaN. So they are replaced by words of the same length and strength.
 */
const withoutInherited = (password: string) =>
  password.replace(/constructor/gi, 'grandmother').replaceAll('__proto__', '_________')
