import { type Estimator, loadEstimator } from '@rekey/password-strength/load-estimator'
import type { EstimateStrength, Strength } from '@rekey/password-strength/strength'

let loading: Promise<void> | null = null
let loaded: Estimator | null = null

/** Fetches the dictionaries, once, when a new password is about to be typed. */
export function prepareEstimator(): Promise<void> {
  loading ??= loadEstimator().then(
    (estimator) => {
      loaded = estimator
    },
    () => {
      // The next focus tries again; until then the server alone judges strength.
      loading = null
    },
  )
  return loading
}

/** Fetches the dictionaries of other languages that this password and its typist call for. */
export async function prepareLanguages(password: string): Promise<void> {
  await prepareEstimator()
  await loaded?.loadLanguagesOf(password, [document.documentElement.lang, ...navigator.languages])
}

/** Null until the estimator is here. */
export const readyEstimator = (): EstimateStrength | null => loaded && estimate

type ToldStrength = { readonly score: number; readonly label: string }

let told: { readonly password: string; readonly strength: Strength } | null = null

/** The server, which knows every language and longer lists, found the password weaker. */
export function rememberTold(password: string, { score, label }: ToldStrength): void {
  // The server makes both with the same code as this page.
  const strength = { score, label, advice: null } as Strength
  told = { password, strength }
}

const estimate: EstimateStrength = (password, words) => {
  const own = loaded?.estimateStrength(password, words) ?? assumeStrong
  const isKnown = told?.password === password && told.strength.score < own.score
  return isKnown && told ? told.strength : own
}

/** While the dictionaries are on their way, only length and sorts are judged here. */
export const assumeStrong: Strength = { score: 4, label: 'Strong', advice: null }
