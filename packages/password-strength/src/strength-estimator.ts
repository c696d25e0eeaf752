/**
 * All that a browser needs to estimate strength, behind one dynamic import (`load-estimator.ts`), so
 * that the pages carry none of it.
 */
import { estimateStrength as estimateHere } from './estimate-strength.ts'
import { languagesOf } from './languages-of.ts'
import { languages, loadLanguage } from './load-language.ts'
import * as personal from './personal-words.ts'
import type { EstimateStrength, Strength } from './strength.ts'

type Told = { readonly score: number; readonly label: string }

let told: { readonly password: string; readonly strength: Strength } | null = null

/** The server, which knows every language and longer lists, found this password weaker. */
export function rememberTold(password: string, { score, label }: Told): void {
  // The server makes both with the same code as this page.
  const strength = { score, label, advice: null } as Strength
  told = { password, strength }
}

export const estimateStrength: EstimateStrength = (password, words) => {
  const here = estimateHere(password, words)
  return told?.password === password && told.strength.score < here.score ? told.strength : here
}

export const isPersonal = personal.isPersonal

/**
 * Fetches the dictionaries that the password's letters and the reader's languages call for;
 * estimates from then on know them. One that can't be fetched is tried again the next time.
 * @param read as in `navigator.languages`
 */
export const loadLanguagesOf = (password: string, read: readonly string[]) =>
  Promise.allSettled(languagesOf(password, read, languages).map(loadLanguage))
