/**
 * Words and names of many languages, each with its rank in its own language: someone who guesses
 * doesn't need to know which language is meant, as the lists can be tried side by side. Languages
 * come one by one (see `load-language.ts`); what was learned stays.
 */
import { foldedForms } from './fold-letters.ts'
import { commonPasswords } from './password-words.ts'

/** Beginnings of longer words stand among the words, without a rank: see `findKnownWords`. */
const ranks = new Map<string, number>()
const beginnings = [5, 8]
const noRank = Number.POSITIVE_INFINITY
const passwords = new Set<string>()
let longestWord = 0

/** Folded words in their rank's order; a word known already keeps its better rank. */
export function learnWords(words: readonly string[]): void {
  words.forEach((word, index) => {
    if (index + 1 < (ranks.get(word) ?? noRank)) ranks.set(word, index + 1)
    longestWord = Math.max(longestWord, word.length)
    for (const length of beginnings) {
      if (word.length <= length) break
      const beginning = word.slice(0, length)
      if (!ranks.has(beginning)) ranks.set(beginning, noRank)
    }
  })
}

for (const words of Object.values(commonPasswords)) {
  const forms = words.split(' ').flatMap(foldedForms)
  learnWords(forms)
  for (const form of forms) passwords.add(form)
}

export interface KnownWord {
  /** First and last unit of the text. */
  readonly start: number
  readonly end: number
  readonly word: string
  readonly rank: number
  readonly isPassword: boolean
}

/**
 * Every known word in a text of folded letters, less those that random guessing finds sooner. At
 * most places no word begins, which the fifth letter shows at the latest.
 */
export function findKnownWords(text: string, shortest: number): KnownWord[] {
  const found: KnownWord[] = []
  for (let start = 0; start < text.length; start++) {
    const most = Math.min(longestWord, text.length - start)
    for (let length = shortest; length <= most; length++) {
      const word = text.slice(start, start + length)
      const rank = ranks.get(word)
      if (rank === undefined && beginnings.includes(length)) break
      if (rank === undefined || rank >= 10 ** length) continue
      found.push({ start, end: start + length - 1, word, rank, isPassword: passwords.has(word) })
    }
  }
  return found
}
