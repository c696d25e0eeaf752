import { useLocation } from 'react-router'

/**
 * What another screen passes to this one. It stays in the browser's history, never in the address.
 */
export type SignInState = {
  readonly username?: string
  readonly notice?:
    | 'password-changed'
    | 'passkey-saved'
    | 'changed-for-app'
    | 'signed-out'
    | 'sign-in-first'
    | 'sign-in-over'
    | 'too-many-codes'
  /** A path in our app to go to after signing in. */
  readonly returnTo?: string
}

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {}
