/**
 * Which dictionaries a browser fetches for a typed password. It fetches those of the user's
 * languages, and those that the password's letters point to. The server knows every language.
 */
import type { Language } from './load-language.ts'

const scripts: [RegExp, Language[]][] = [
  [/\p{Script=Cyrillic}/u, ['ru']],
  [/[іїєґ]/iu, ['uk']],
  [/\p{Script=Greek}/u, ['el']],
  [/\p{Script=Hebrew}/u, ['he']],
  [/\p{Script=Arabic}/u, ['ar']],
  [/[پچژگکی]/u, ['fa']],
  [/\p{Script=Devanagari}/u, ['hi']],
  [/\p{Script=Thai}/u, ['th']],
  [/\p{Script=Hangul}/u, ['ko']],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, ['ja']],
  [/\p{Script=Han}/u, ['zh', 'ja']],
  [/ß/iu, ['de']],
  [/[äö]/iu, ['de', 'fi', 'sv']],
  [/ü/iu, ['de', 'tr']],
  [/ñ/iu, ['es']],
  [/[áéíóú]/iu, ['es', 'cs', 'hu']],
  [/[ãõ]/iu, ['pt']],
  [/[àèêëîïûœ]/iu, ['fr']],
  [/[àèìòù]/iu, ['it']],
  [/ç/iu, ['fr', 'pt', 'tr']],
  [/[ąęłżźćśń]/iu, ['pl']],
  [/[ěřů]/iu, ['cs']],
  [/[ľĺŕ]/iu, ['sk']],
  [/[čšžýť]/iu, ['cs', 'hr']],
  [/[őű]/iu, ['hu']],
  [/[ğış]/iu, ['tr']],
  [/[ăâîșț]/iu, ['ro']],
  [/[åæø]/iu, ['sv', 'da', 'no', 'fi']],
  [/[ơưđ\u1ea0-\u1ef9]/iu, ['vi']],
]

/** Other names for a language that browsers use. */
const others: Record<string, Language> = {
  nb: 'no',
  nn: 'no',
  iw: 'he',
  in: 'id',
  bs: 'hr',
  sr: 'hr',
}

/** @param read the languages of the page and its reader, as in `navigator.languages` */
export function languagesOf(
  password: string,
  read: readonly string[],
  known: readonly Language[],
): Language[] {
  const primary = read.map((tag) => tag.toLowerCase().split('-')[0] ?? '')
  const own = primary.flatMap(
    (name) => known.find((language) => language === name) ?? others[name] ?? [],
  )
  const composed = password.normalize('NFKC')
  const hinted = scripts.flatMap(([letters, languages]) =>
    letters.test(composed) ? languages : [],
  )
  return [...new Set([...own, ...hinted])]
}
