/**
 * A password must not be what anyone who knows the user would try first: name, username,
 * organization or the product's name "with a few characters around it".
 */

/** What people add to such a word: a year and a sign, as in "Northwind2024!". */
const fewCharacters = 5
/**
 * Shorter words ("Doe", "Inc") occur in passwords by chance, so they only count beside a longer
 * one.
 */
const shortestWord = 4
const shortestPart = 3
/** No one types longer words. The limit bounds the estimator's work for any profile. */
const longestWord = 64
const productName = 'Rekey'

/**
 * Each whole word (of an e-mail address the part before the @) and its parts.
 * "jane.doe@northwind.example" gives "jane.doe", "jane", "northwind" and "example".
 */
export function personalWords(words: readonly string[]): string[] {
  const parts = [...words, productName].flatMap((word) => [
    word.split('@')[0] ?? word,
    ...word.split(/[^\p{L}\p{M}\p{N}]+/u),
  ])
  return [...new Set(parts)].filter(
    (part) => [...part].length >= shortestPart && part.length <= longestWord,
  )
}

/** True if hardly anything of the password is left without these words. */
export function isPersonal(password: string, words: readonly string[]): boolean {
  const folded = fold(password)
  const found = personalWords(words)
    .map(fold)
    .filter((word) => word.length >= shortestPart && folded.includes(word))
    .sort((a, b) => b.length - a.length)
  if ((found[0]?.length ?? 0) < shortestWord) return false
  const rest = found.reduce((text, word) => text.replaceAll(word, ''), folded)
  return [...rest].length <= fewCharacters
}

/** Maps similar characters to one letter, as people use "1", "l", "!" and "i" for each other. */
const lookAlikes: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'i',
  l: 'i',
  '3': 'e',
  '4': 'a',
  '@': 'a',
  '5': 's',
  $: 's',
  '7': 't',
  '+': 't',
}

/** Ignores case, accents, separators and look-alike signs: "J@ne_D0é" becomes "janedoe". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s._'’-]/gu, '')
    .replace(/[01!|l34@5$7+]/g, (sign) => lookAlikes[sign] ?? sign)
}
