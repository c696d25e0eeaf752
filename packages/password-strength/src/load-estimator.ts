import type { EstimateStrength } from './strength.ts'

/**
 * The estimator with its dictionaries, about 100 kB gzip. A dynamic import, so that the browser
 * fetches it when a password field is first focused, once; the server loads the same file.
 */
export const loadEstimator = async (): Promise<EstimateStrength> =>
  (await import('./estimate-strength.ts')).estimateStrength
