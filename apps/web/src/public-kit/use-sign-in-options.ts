import type { Answer } from '@rekey/contracts/route'
import type { signInOptions } from '@rekey/contracts/sign-in-options'
import { useRef } from 'react'
import { call } from '../api.ts'

export type SignInOptions = Answer<typeof signInOptions>

/** Lets the dialog open without an answer. If the server is unreachable, sending says so. */
const unknownOptions: SignInOptions = {
  resetAvailable: true,
  sendsTo: null,
  signInWith: null,
}

/**
 * Looks up how a typed name can sign in: once per name, on leaving the field or before the dialog.
 */
export function useSignInOptions() {
  const asked = useRef<{ username: string; answer: Promise<SignInOptions> } | null>(null)
  return (username: string): Promise<SignInOptions> => {
    if (asked.current?.username === username) return asked.current.answer
    const answer = ask(username).then((options) => {
      // A failed look-up says nothing about the name, so the next attempt looks it up again.
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
  // Users who sign in elsewhere can still request a password reset: the mail tells them where to
  // sign in.
  const isElsewhere = result.body.signInWith !== null
  return isElsewhere ? { ...result.body, resetAvailable: true } : result.body
}
