import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { useState } from 'react'
import { call } from '../api.ts'
import { problemSentence } from '../problem-sentence.ts'
import { HiddenUsername } from '../public-kit/hidden-username.tsx'
import { type AskedFactor, askedFactorOf } from '../public-kit/second-factor/asked-factor.ts'
import { canUsePasskeys } from '../public-kit/second-factor/can-use-passkeys.ts'
import type { ChallengeOver } from '../public-kit/second-factor/prove-at-sign-in.ts'
import { signInByPasskey } from '../public-kit/second-factor/sign-in-by-passkey.ts'
import { useSite } from '../site.ts'
import { Button } from '../ui/button.tsx'
import { ChallengeDialog } from './challenge-dialog.tsx'
import { kitMessages } from './kit-messages.ts'
import { TextField } from './text-field.tsx'

type Words = { readonly password: string; readonly enterPassword: string; readonly wrong: string }

/**
 * Asks for the viewer's own password. Unlike in forms, a refused password doesn't stay typed.
 * `challenge` is the dialog for the second factor, if one is needed too. It takes the place of the
 * dialog with the field.
 */
export function usePasswordCheck(
  { name, username, text }: { name: string; username: string; text: Words },
  onSignedIn: (answer: Answer<typeof signIn>) => void,
) {
  const [asked, setAsked] = useState<AskedFactor | null>(null)
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
    const factor = askedFactorOf(username, result.problem)
    if (factor) return setAsked(factor)
    const isWrong = result.problem.code === 'sign-in-failed'
    setError(isWrong ? text.wrong : problemSentence(result.problem).sentence)
    document.getElementById(name)?.focus()
  }
  const byPasskey = async () => {
    setBusy(true)
    const result = await signInByPasskey()
    setBusy(false)
    if ('words' in result) return setError(result.words)
    // The passkey was somebody else's, so this page isn't theirs.
    if (result.answer.user.username !== username) return window.location.reload()
    onSignedIn(result.answer)
  }
  const startAgain = (why?: ChallengeOver) => {
    setAsked(null)
    setError(why && kitMessages.challengeOver[why])
  }
  const challenge = asked && <ChallengeDialog {...{ asked, onSignedIn }} onOver={startAgain} />
  const field = (
    <OwnPasswordField
      {...{ name, username, error, password, busy }}
      label={text.password}
      onChange={setPassword}
      onPasskey={() => void byPasskey()}
    />
  )
  return { busy, problem: null, run: () => void submit(), field, challenge }
}

type FieldProps = {
  name: string
  username: string
  label: string
  error: string | undefined
  password: string
  onChange: (password: string) => void
  /** An answer to the passkey is awaited. */
  busy: boolean
  onPasskey: () => void
}

function OwnPasswordField({ username, password, busy, onPasskey, ...field }: FieldProps) {
  const { passkeys } = useSite()
  return (
    <>
      <HiddenUsername username={username} />
      <TextField
        {...field}
        type="password"
        autoComplete="current-password"
        value={password}
        autoFocus
      />
      {passkeys && canUsePasskeys() && (
        <Button look="link" waiting={busy} onClick={onPasskey}>
          {kitMessages.usePasskey}
        </Button>
      )}
    </>
  )
}
