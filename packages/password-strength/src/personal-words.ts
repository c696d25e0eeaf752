/**
 * A password must not be what anyone who knows the user would try first: name, username,
 * organization or the product's name "with a few characters around it".
 */

/** A year and a sign, as in "Northwind2024!": what people put around such a word. */
const fewCharacters = 5
/** Shorter words ("Doe", "Inc") turn up in any password by chance; beside a longer one they count. */
const shortestWord = 4
const shortestPart = 3
/** Nobody types longer ones; keeps the estimator's work bounded whatever a profile holds. */
const longestWord = 64
const productName = 'Rekey'

/**
 * Each word whole (of an e-mail address what stands before the @) and in its parts:
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

/** True when hardly anything is left of the password without these words. */
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

/** What looks alike becomes one letter: "1", "l", "!" and "i" are told apart by nobody's habits. */
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

/** Case, accents, separators and look-alike signs change nothing: "J@ne_D0é" is "janedoe". */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{M}\s._'’-]/gu, '')
    .replace(/[01!|l34@5$7+]/g, (sign) => lookAlikes[sign] ?? sign)
}
