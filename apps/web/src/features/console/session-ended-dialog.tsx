import type { signIn } from '@rekey/contracts/sessions'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call, type Problem } from '../../api.ts'
import { Dialog } from '../../console-kit/dialog.tsx'
import { TextField } from '../../console-kit/text-field.tsx'
import { paths } from '../../paths.ts'
import { problemSentence } from '../../problem-sentence.ts'
import { HiddenUsername } from '../../public-kit/hidden-username.tsx'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { Button } from '../../ui/button.tsx'
import { Say } from '../../ui/say.tsx'
import { consoleMessages } from './console-messages.ts'
import styles from './session-ended-dialog.module.css'

const text = consoleMessages.ended

type Props = { username: string; onSignedIn: () => void }

/** Lets the user sign in over the hidden page, which keeps its address and all typed values. */
export function SessionEndedDialog({ username, onSignedIn }: Props) {
  const signInElsewhere = useSignInElsewhere()
  const form = useSignInAgain(username, onSignedIn)
  return (
    <>
      <div className={styles.veil} />
      <Dialog
        title={text.title}
        text={<Say text={text.text} values={{ username }} />}
        busy
        onSubmit={() => void form.submit()}
        onClose={() => {}}
        actions={
          <>
            <Button type="submit" look="primary" busy={form.busy} busyLabel={text.busy}>
              {text.submit}
            </Button>
            <Button onClick={signInElsewhere}>{text.other}</Button>
          </>
        }
      >
        <HiddenUsername username={username} />
        <TextField
          name="password"
          type="password"
          autoComplete="current-password"
          label={text.password}
          error={form.error}
          value={form.password}
          onChange={form.setPassword}
          autoFocus
        />
      </Dialog>
    </>
  )
}

/** Leads to the sign-in page, from there to the provider, and then back here. */
export function SessionEndedElsewhere({ username }: { username: string }) {
  const signInElsewhere = useSignInElsewhere(username)
  return (
    <>
      <div className={styles.veil} />
      <Dialog
        title={text.title}
        text={text.elsewhere}
        busy
        onSubmit={signInElsewhere}
        onClose={() => {}}
        actions={
          <Button type="submit" look="primary" autoFocus>
            {text.goThere}
          </Button>
        }
      />
    </>
  )
}

function useSignInAgain(username: string, onSignedIn: () => void) {
  const navigate = useNavigate()
  const queries = useQueryClient()
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
    if (!result.ok) return setError(words(result.problem))
    if (result.body.mustChangePassword) return void navigate(paths.account)
    onSignedIn()
    void queries.invalidateQueries()
  }
  return { password, setPassword, busy, error, submit }
}

function useSignInElsewhere(username?: string) {
  const navigate = useNavigate()
  return () => {
    // Read the address when the button is pressed, as a search may have changed it just before.
    const { pathname, search } = window.location
    const state: SignInState = { ...(username && { username }), returnTo: pathname + search }
    void navigate(paths.signIn, { state })
  }
}

const words = (problem: Problem): string =>
  problem.code === 'sign-in-failed' ? text.wrong : problemSentence(problem).sentence
