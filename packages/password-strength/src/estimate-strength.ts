/**
 * The strength of a password by zxcvbn: how many guesses an attacker needs who knows words, names,
 * keyboards, dates, sequences (1234, abcd) and repeats. Heavy: import it by `load-estimator.ts`.
 *
 * Bounded, because its defaults take over a second for one hostile password: the first 64 UTF-16
 * units count and at most five readings of look-alike signs are tried. What follows after 64 can
 * only add strength, so a cut estimate is never too kind.
 */
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import { adviseOn } from './advise-on.ts'
import dictionary from './dictionary.json' with { type: 'json' }
import { normalisePassword } from './normalise-password.ts'
import { personalWords } from './personal-words.ts'
import { type EstimateStrength, strengthLabel } from './strength.ts'

const zxcvbn = new ZxcvbnFactory({
  dictionary: Object.fromEntries(
    Object.entries(dictionary.lists).map(([name, words]) => [name, words.split(' ')]),
  ),
  graphs: dictionary.graphs,
  maxLength: 64,
  l33tMaxSubstitutions: 5,
})

/** Takes the password as typed. 1 to 3 ms; the most hostile digits found took 75 ms. */
export const estimateStrength: EstimateStrength = (password, words = []) => {
  const { score, guesses, sequence } = zxcvbn.check(
    withoutInherited(normalisePassword(password)),
    personalWords(words),
  )
  return {
    score,
    label: strengthLabel(score, guesses),
    advice: score < 3 ? adviseOn(sequence) : null,
  }
}

/**
 * zxcvbn looks words up in plain objects, where it finds these two as what every object inherits,
 * and its sum becomes NaN. Stand-ins of the same length and worth take their place.
 */
const withoutInherited = (password: string) =>
  password.replace(/constructor/gi, 'grandmother').replaceAll('__proto__', '_________')
