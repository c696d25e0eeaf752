/**
 * One reason and one tip for a weak password, from the longest thing that zxcvbn recognised in it
 * (its own way to choose). Our sentences stand in place of its feedback: it gives none for a
 * single English word, and several where one is wanted.
 */
import type { MatchExtended } from '@zxcvbn-ts/core'
import { type StrengthAdvice, useWords } from './strength.ts'

const addWord = 'Add another word.'

const names = { reason: 'names are easy to guess.', tip: addWord }
const short = { reason: 'it is short.', tip: addWord }

const advices: Record<string, StrengthAdvice> = {
  commonPassword: { reason: 'this is a common password.', tip: addWord },
  passwords: { reason: 'it is built on a common password.', tip: addWord },
  singleWord: { reason: 'one word is easy to guess.', tip: addWord },
  words: { reason: 'it is built on a common word.', tip: addWord },
  firstnames: names,
  lastnames: names,
  userInputs: { reason: 'it is built on your name or organization.', tip: useWords },
  spatial: { reason: 'neighbouring keys are easy to guess.', tip: useWords },
  repeat: { reason: 'repeats like “aaa” or “abcabc” are easy to guess.', tip: useWords },
  sequence: { reason: 'sequences like “abcd” or “1234” are easy to guess.', tip: useWords },
  regex: { reason: 'years are easy to guess.', tip: addWord },
  date: { reason: 'dates are easy to guess.', tip: addWord },
}

/** `sequence`: zxcvbn's cheapest way to guess the password, piece by piece. */
export function adviseOn(sequence: readonly MatchExtended[]): StrengthAdvice {
  const [first, ...others] = sequence
  if (!first) return short
  const longest = others.reduce((a, b) => (b.token.length > a.token.length ? b : a), first)
  return advices[topic(longest, others.length === 0)] ?? short
}

function topic(match: MatchExtended, isWhole: boolean): string {
  if (match.pattern !== 'dictionary') return match.pattern
  if (isWhole && match.dictionaryName === 'passwords') return 'commonPassword'
  if (isWhole && match.dictionaryName === 'words') return 'singleWord'
  return String(match.dictionaryName)
}
