import type { Answer } from '@rekey/contracts/route'
import type { signInOptions } from '@rekey/contracts/sign-in-options'
import { useRef } from 'react'
import { call } from '../api.ts'

export type SignInOptions = Answer<typeof signInOptions>

/** Without an answer the dialog opens all the same: what it then sends says what is wrong. */
const unknownOptions: SignInOptions = {
  resetAvailable: true,
  sendsTo: null,
  signInWith: null,
}

/** Asks what a typed name may do: once a name, when its field is left, or before the dialog. */
export function useSignInOptions() {
  const asked = useRef<{ username: string; answer: Promise<SignInOptions> } | null>(null)
  return (username: string): Promise<SignInOptions> => {
    if (asked.current?.username === username) return asked.current.answer
    const answer = ask(username).then((options) => {
      // A look-up that failed says nothing about the name: the next act asks again.
      if (!options && asked.current?.answer === answer) asked.current = null
      return options ?? unknownOptions
    })
    asked.current = { username, answer }
    return answer
  }
}

/** Null when the look-up failed. */
async function ask(username: string): Promise<SignInOptions | null> {
  const result = await call<typeof signInOptions>('POST /sign-in-options', { username })
  if (!result.ok) return null
  // Whoever insists on a password may ask for one: the mail says where they sign in.
  const isElsewhere = result.body.signInWith !== null
  return isElsewhere ? { ...result.body, resetAvailable: true } : result.body
}
