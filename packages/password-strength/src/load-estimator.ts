import type { EstimateStrength } from './strength.ts'

export interface Estimator {
  readonly estimateStrength: EstimateStrength
  /**
   * Fetches the dictionaries that the password's letters and the reader's languages call for;
   * estimates from then on know them. One that can't be fetched is tried again the next time.
   * @param read as in `navigator.languages`
   */
  readonly loadLanguagesOf: (password: string, read: readonly string[]) => Promise<unknown>
}

/**
 * The estimator with what it knows in every language, about 100 kB gzip. Dynamic imports, so that
 * the browser fetches it when a password field is first focused, once; the server loads the same
 * files.
 */
export async function loadEstimator(): Promise<Estimator> {
  const [{ estimateStrength }, { languages, loadLanguage }, { languagesOf }] = await Promise.all([
    import('./estimate-strength.ts'),
    import('./load-language.ts'),
    import('./languages-of.ts'),
  ])
  return {
    estimateStrength,
    loadLanguagesOf: (password, read) =>
      Promise.allSettled(languagesOf(password, read, languages).map(loadLanguage)),
  }
}
