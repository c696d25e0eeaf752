/**
 * Words and names of many languages, each with its rank in its own language. Attackers needn't know
 * the language, as they can try all lists side by side. Languages are loaded one by one (see
 * `load-language.ts`), and loaded words stay.
 */
import { foldedForms } from './fold-letters.ts'
import { commonPasswords } from './password-words.ts'

/** Beginnings of longer words are stored too, without a rank: see `findKnownWords`. */
const ranks = new Map<string, number>()
const beginnings = [5, 8]
const noRank = Number.POSITIVE_INFINITY
const passwords = new Set<string>()
let longestWord = 0

/** Adds folded words, sorted by rank. A known word keeps its better rank. */
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

interface KnownWord {
  /** First and last unit of the text. */
  readonly start: number
  readonly end: number
  readonly word: string
  readonly rank: number
  readonly isPassword: boolean
}

/**
 * Finds all known words in a text of folded letters, without those that random guessing finds
 * sooner. No word begins at most positions, which is clear by the fifth letter at the latest.
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
