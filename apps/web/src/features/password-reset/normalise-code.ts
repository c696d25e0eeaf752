/**
 * The six digits of a typed or pasted code, as ASCII. Blanks, dashes and bidi marks go; digits of
 * any script (full-width, Arabic-Indic, Devanagari …) become 0–9. Whatever else stays, so that the
 * length check sees it.
 */
export function normaliseCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}]/gu, '')
    .replace(/\p{Nd}/gu, digitValue)
}

/** Unicode keeps each script's decimal digits in a run of ten that starts with its zero. */
function digitValue(digit: string): string {
  const point = digit.codePointAt(0) as number
  let above = 0
  while (/\p{Nd}/u.test(String.fromCodePoint(point - above - 1))) above += 1
  return String(above % 10)
}

export const isSixDigits = (code: string): boolean => /^\d{6}$/.test(code)
