import { useLocation, useNavigate } from 'react-router'
import { paths } from '../../paths.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'

/** Sends users whose session has ended meanwhile to sign in, and then back here. */
export function useSignInFirst() {
  const { pathname } = useLocation()
  const navigate = useNavigate()
  return () => {
    const state: SignInState = { returnTo: pathname, notice: 'sign-in-first' }
    void navigate(paths.signIn, { replace: true, state })
  }
}
