import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { useState } from 'react'
import { call } from '../api.ts'
import { problemSentence } from '../problem-sentence.ts'
import { HiddenUsername } from '../public-kit/hidden-username.tsx'
import { type AskedFactor, askedFactorOf } from '../public-kit/second-factor/asked-factor.ts'
import { TextField } from './text-field.tsx'

type Words = { readonly password: string; readonly enterPassword: string; readonly wrong: string }

/**
 * Asks for the viewer's own password. Unlike in forms, a refused password doesn't stay typed.
 * @param onFactor called after the right password, if a second factor is needed too
 */
export function usePasswordCheck(
  { name, username, text }: { name: string; username: string; text: Words },
  onSignedIn: (answer: Answer<typeof signIn>) => void,
  onFactor: (asked: AskedFactor) => void,
) {
  const [password, setPassword] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const submit = async () => {
    if (busy) return
    if (!password) return setError(text.enterPassword)
    setBusy(true)
    const result = await call<typeof signIn>('POST /sessions', { username, password })
    setBusy(false)
    setPassword('')
    if (result.ok) return onSignedIn(result.body)
    const asked = askedFactorOf(username, result.problem)
    if (asked) return onFactor(asked)
    const isWrong = result.problem.code === 'sign-in-failed'
    setError(isWrong ? text.wrong : problemSentence(result.problem).sentence)
    document.getElementById(name)?.focus()
  }
  const field = (
    <>
      <HiddenUsername username={username} />
      <TextField
        name={name}
        type="password"
        autoComplete="current-password"
        label={text.password}
        error={error}
        value={password}
        onChange={setPassword}
        autoFocus
      />
    </>
  )
  return { busy, problem: null, run: () => void submit(), field }
}
