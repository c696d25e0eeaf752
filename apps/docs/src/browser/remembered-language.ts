/** The language that the reader chose last. */
const key = 'rekey-docs-language'

/** Browsers that keep nothing refuse with an exception. Then each page begins with curl. */
export function readLanguage(): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

export function rememberLanguage(language: string): void {
  try {
    localStorage.setItem(key, language)
  } catch {
    // The choice holds until the reader leaves the page.
  }
}
