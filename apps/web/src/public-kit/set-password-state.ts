import { useLocation } from 'react-router'

/**
 * What another screen passes to this one. It stays in the browser's history, never in the address.
 */
export type SetPasswordState = {
  /** The path in our app that the user first asked for. */
  readonly returnTo?: string
}

export const useSetPasswordState = (): SetPasswordState =>
  (useLocation().state as SetPasswordState | null) ?? {}

/** What the next page gets after the password was saved. */
export type PasswordChangedState = { readonly passwordChanged?: true }

/** True if this page has to say that the new password is saved. */
export const usePasswordChanged = (): boolean =>
  (useLocation().state as PasswordChangedState | null)?.passwordChanged ?? false
