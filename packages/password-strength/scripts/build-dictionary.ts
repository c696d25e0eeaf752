/**
 * Writes src/dictionary.json: what the strength estimator knows, the same for browser and server.
 * The stock dictionaries weigh 800 kB gzip; the head of each list keeps nearly all of their worth,
 * because a word far down its list is about as hard to guess as random letters.
 * Sources: ../NOTICE.md. In the root: `pnpm exec node packages/password-strength/scripts/`
 * `build-dictionary.ts`, then `pnpm format`.
 */
import { writeFile } from 'node:fs/promises'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'

/**
 * The estimator looks up every piece of a password that is no longer than the longest word, so
 * the 80 longer words would cost half of its time. Lists of ordered words ("one", "two") are left
 * out for the same reason: with them it does all its look-ups twice.
 */
const longestWord = 12

/** Each list as one string of words, separated by spaces, the most common word first. */
export function buildDictionary() {
  const lists = withoutDoubles({
    passwords: head(common.dictionary['passwords-common'], 10_000),
    words: head(english.dictionary['commonWords-en'], 10_000),
    firstnames: head(english.dictionary['firstnames-en'], 5_000),
    lastnames: head(english.dictionary['lastnames-en'], 5_000),
  })
  const { qwerty, qwertz, azerty, keypad } = common.adjacencyGraphs
  return { lists, graphs: { qwerty, qwertz, azerty, keypad } }
}

/** The first `count` words, without those that random guessing finds sooner. */
function head(words: string[], count: number): string[] {
  return words
    .slice(0, count)
    .filter((word, index) => /^[\x21-\x7e]+$/.test(word) && index + 1 < 10 ** word.length)
    .filter((word) => word.length <= longestWord)
}

/** Keeps a word only in the list with its best rank, as the estimator uses the best rank anyway. */
function withoutDoubles(lists: Record<string, string[]>): Record<string, string> {
  const best = new Map<string, { name: string; rank: number }>()
  for (const [name, words] of Object.entries(lists)) {
    words.forEach((word, rank) => {
      if (rank < (best.get(word)?.rank ?? Infinity)) best.set(word, { name, rank })
    })
  }
  return Object.fromEntries(
    Object.entries(lists).map(([name, words]) => [
      name,
      words.filter((word) => best.get(word)?.name === name).join(' '),
    ]),
  )
}

if (import.meta.main) {
  const target = new URL('../src/dictionary.json', import.meta.url)
  await writeFile(target, `${JSON.stringify(buildDictionary())}\n`)
}
