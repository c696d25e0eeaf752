import { Navigate, useLocation } from 'react-router'
import { paths } from '../../paths.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'

/** Sends users without a session to sign in, and then back here. */
export function SignInFirst() {
  const state: SignInState = { returnTo: useLocation().pathname, notice: 'sign-in-first' }
  return <Navigate to={paths.signIn} replace state={state} />
}
