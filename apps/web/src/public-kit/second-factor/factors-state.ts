/**
 * What another screen passes to "Ways to sign in" of a user who must add a second factor first. It
 * stays in the browser's history, never in the address.
 */
export type FactorsState = {
  /** The path in our app that the user first asked for. */
  readonly returnTo?: string
}
