import { useLocation } from 'react-router'

/** What another screen tells this one; kept in the browser's history, never in the address. */
export type SignInState = {
  readonly username?: string
  readonly notice?: 'password-changed' | 'changed-for-app' | 'signed-out' | 'sign-in-first'
  /** A path of ours to go to afterwards. */
  readonly returnTo?: string
}

export const useSignInState = (): SignInState => (useLocation().state as SignInState | null) ?? {}
