/**
 * The six digits of a typed or pasted code, as ASCII. Blanks, punctuation and invisible marks go;
 * digits of any script (full-width, Arabic-Indic, Devanagari …) become 0–9. Letters stay, so that
 * the length check sees them.
 */
export const normaliseCode = (typed: string): string => charactersOf(typed)

export const isSixDigits = (code: string): boolean => /^\d{6}$/.test(code)

/**
 * A typed temporary password as it is compared: with or without hyphens, in either case, and with
 * the letters that Crockford's base32 leaves out read as the digits that they look like.
 */
export const normaliseTemporaryPassword = (typed: string): string =>
  charactersOf(typed).toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1')

/** U+30FC, a letter, is what Japanese keyboards write for a hyphen. */
const charactersOf = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]|\p{Default_Ignorable_Code_Point}|\u30FC/gu, '')
    .replace(/\p{Nd}/gu, digitValue)

/** Unicode keeps each script's decimal digits in a run of ten that starts with its zero. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) as number
  let above = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - above - 1))) above += 1
  return String(above % 10)
}
