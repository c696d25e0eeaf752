/**
 * Everything that a browser needs to estimate strength. It is loaded by one dynamic import
 * (`load-estimator.ts`), so that pages don't contain it.
 */
import { estimateStrength as estimateHere } from './estimate-strength.ts'
import { languagesOf } from './languages-of.ts'
import { languages, loadLanguage } from './load-language.ts'
import * as personal from './personal-words.ts'
import type { EstimateStrength, Strength } from './strength.ts'

type Told = { readonly score: number; readonly label: string }

let told: { readonly password: string; readonly strength: Strength } | null = null

/** The server knows all languages and longer lists, and has rated this password weaker. */
export function rememberTold(password: string, { score, label }: Told): void {
  // The server computes both with the same code as this page.
  const strength = { score, label, advice: null } as Strength
  told = { password, strength }
}

export const estimateStrength: EstimateStrength = (password, words) => {
  const here = estimateHere(password, words)
  return told?.password === password && told.strength.score < here.score ? told.strength : here
}

export const isPersonal = personal.isPersonal

/**
 * Fetches the dictionaries for the password's letters and the reader's languages. Later estimates
 * use them. If one can't be fetched, the next call tries again.
 * @param read as in `navigator.languages`
 */
export const loadLanguagesOf = (password: string, read: readonly string[]) =>
  Promise.allSettled(languagesOf(password, read, languages).map(loadLanguage))
