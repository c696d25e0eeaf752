import { loadEstimator } from '@rekey/password-strength/load-estimator'
import type { EstimateStrength } from '@rekey/password-strength/strength'

let loading: Promise<void> | null = null
let loaded: EstimateStrength | null = null

/** Fetches the dictionaries, once, when a new password is about to be typed. */
export function prepareEstimator(): Promise<void> {
  loading ??= loadEstimator().then(
    (estimate) => {
      loaded = estimate
    },
    () => {
      // The next focus tries again; until then the server alone judges strength.
      loading = null
    },
  )
  return loading
}

/** Null until the dictionaries are here. */
export const readyEstimator = (): EstimateStrength | null => loaded
