import type { Permission } from '@rekey/contracts/permissions'
import type { LucideIcon } from 'lucide-react'
import { afterWords, startsOf, wordsOf } from './words.ts'

/** One line of the palette. Choosing it opens an address. */
export type Entry = {
  readonly id: string
  readonly label: string
  /** What tells this entry from others with the same label. */
  readonly beside?: string
  readonly icon: LucideIcon
  readonly to: string
  /** What the screen at `to` opens, such as a dialog. */
  readonly state?: unknown
  /** True for pages outside of the web app. */
  readonly isOutside?: boolean
}

/** An entry that is there whatever is typed. Only users with one of `anyOf` see it. */
export type Place = Entry & { readonly anyOf: readonly Permission[] }

/** How many entries of one group are shown. */
export const groupSize = 5

/**
 * What the typed text asks for. "reset ja" is the action "reset" for users found by "ja".
 * @param verbs the words of each action on a user, such as "Reset password of"
 */
export function readTyped(typed: string, verbs: readonly string[]) {
  const words = wordsOf(typed)
  const counts = verbs.map((verb) => leadingWords(words, wordsOf(verb)))
  const most = Math.max(0, ...counts)
  return {
    words,
    /** The verbs that the text begins with. */
    verbs: most === 0 ? [] : verbs.filter((_, index) => counts[index] === most),
    /** The words of those verbs. */
    verbWords: words.slice(0, most),
    /** What is left: a part of a user's name. */
    person: afterWords(typed, most),
  }
}

/** How many of the first words begin the words of an action, in the same order. */
function leadingWords(words: readonly string[], verb: readonly string[]): number {
  const different = verb.findIndex((word, index) => !startsWith(word, words[index]))
  return different === -1 ? verb.length : different
}

const startsWith = (word: string, start: string | undefined) =>
  start !== undefined && word.startsWith(start)

/** The entries in which every word begins a word. */
export const matching = <E extends Entry>(entries: readonly E[], words: readonly string[]): E[] =>
  entries.filter(({ label, beside = '' }) => startsOf(words, `${label} ${beside}`))
