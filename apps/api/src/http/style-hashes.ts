/**
 * Hashes of the two constant style sheets that the console's widgets (React Aria) put into the
 * page. CSP Level 3, section 8.3, allows them by their content, so no other inline style is
 * allowed.
 */
export const styleHashes = {
  /** On every page with a React Aria button: no delay for a double tap. */
  pressable: "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  /** While a dialog is open on iOS: the page behind it doesn't scroll. */
  preventScroll: "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
} as const
