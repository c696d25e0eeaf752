import type { Contract } from '@rekey/contracts/route'
import { createContext, useContext } from 'react'
import type { Result } from '../api.ts'

export type RecentSignIn = {
  /**
   * Sends a request. If the server wants a recent sign-in, asks for the password and sends it
   * again.
   */
  readonly withRecentSignIn: <C extends Contract>(
    send: () => Promise<Result<C>>,
  ) => Promise<Result<C>>
}

export const RecentSignInContext = createContext<RecentSignIn>({
  withRecentSignIn: (send) => send(),
})

export const useRecentSignIn = () => useContext(RecentSignInContext)
