import { type Estimator, loadEstimator } from '@rekey/password-strength/load-estimator'

let loading: Promise<void> | null = null
let loaded: Estimator | null = null

/** Fetches the dictionaries, once, when a new password is about to be typed. */
export function prepareEstimator(): Promise<void> {
  loading ??= loadEstimator().then(
    (estimator) => {
      loaded = estimator
    },
    () => {
      // The next focus tries again. Until then only the server checks the strength.
      loading = null
    },
  )
  return loading
}

/** Fetches the dictionaries of other languages that fit this password and this user. */
export async function prepareLanguages(password: string): Promise<void> {
  await prepareEstimator()
  await loaded?.loadLanguagesOf(password, [document.documentElement.lang, ...navigator.languages])
}

/** Returns null until the estimator has loaded. */
export const readyEstimator = (): Estimator | null => loaded
