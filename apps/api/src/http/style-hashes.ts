/**
 * The two constant style sheets that the console's widgets (React Aria) put into the page, as
 * CSP Level 3, section 8.3, allows them: by what they say, and nothing else beside our own files.
 */
export const styleHashes = {
  /** Of every page with a button of theirs: no delay for a double tap. */
  pressable: "'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  /** While a dialog is open on iOS: the page behind it doesn't scroll. */
  preventScroll: "'sha256-gYiS/BvZvRcK27JIXTuwhZ3hs2+VJ1X+2gUlE+farlg='",
} as const
