/**
 * The estimator with its dictionaries, about 110 kB gzip, and a language's words, 25 kB at most,
 * when they are called for. A dynamic import, so that the browser fetches it when a password field
 * is first focused, once; the server loads the same files.
 */
export const loadEstimator = () => import('./strength-estimator.ts')

export type Estimator = Awaited<ReturnType<typeof loadEstimator>>
