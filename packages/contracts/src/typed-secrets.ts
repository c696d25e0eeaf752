/**
 * The six digits of a typed or pasted code, as ASCII. Spaces, punctuation and invisible characters
 * are dropped, and digits of any script (full-width, Arabic-Indic, Devanagari …) become 0–9.
 * Letters stay, so that the length check fails.
 */
export const normaliseCode = (typed: string): string => charactersOf(typed)

export const isSixDigits = (code: string): boolean => /^\d{6}$/.test(code)

/**
 * The form in which typed temporary passwords are compared. Hyphens and case don't matter. Letters
 * that Crockford's base32 leaves out become the digits that they look like.
 */
export const normaliseTemporaryPassword = (typed: string): string =>
  charactersOf(typed).toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')

/** U+30FC is a letter that Japanese keyboards write for a hyphen. */
const charactersOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\u30FC/gu, '')
    .replace(/\p{Nd}/gu, digitValue)

/** In Unicode, the ten decimal digits of a script follow each other, starting with zero. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) as number
  let above = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - above - 1))) above += 1
  return String(above % 10)
}
