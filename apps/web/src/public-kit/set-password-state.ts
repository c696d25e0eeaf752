import { useLocation } from 'react-router'

/** What another screen tells this one; kept in the browser's history, never in the address. */
export type SetPasswordState = {
  /** The path of ours that was first asked for. */
  readonly returnTo?: string
}

export const useSetPasswordState = (): SetPasswordState =>
  (useLocation().state as SetPasswordState | null) ?? {}

/** What the page learns that one is sent on to. */
export type PasswordChangedState = { readonly passwordChanged?: true }

/** Whether to say there that the new password is saved. */
export const usePasswordChanged = (): boolean =>
  (useLocation().state as PasswordChangedState | null)?.passwordChanged ?? false
