import type { Answer } from '@rekey/contracts/route'
import type { signIn } from '@rekey/contracts/sessions'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from 'react-router'
import { Dialog } from '../../console-kit/dialog.tsx'
import { usePasswordCheck } from '../../console-kit/use-password-check.tsx'
import { paths } from '../../paths.ts'
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
  const navigate = useNavigate()
  const queries = useQueryClient()
  const goOn = ({ mustChangePassword }: Answer<typeof signIn>) => {
    if (mustChangePassword) return void navigate(paths.account)
    onSignedIn()
    void queries.invalidateQueries()
  }
  const verb = usePasswordCheck({ name: 'password', username, text }, goOn)
  return (
    <>
      <div className={styles.veil} />
      {verb.challenge || (
        <Dialog
          title={text.title}
          text={<Say text={text.text} values={{ username }} />}
          busy
          onSubmit={verb.run}
          onClose={() => {}}
          actions={
            <>
              <Button type="submit" look="primary" busy={verb.busy} busyLabel={text.busy}>
                {text.submit}
              </Button>
              <Button onClick={signInElsewhere}>{text.other}</Button>
            </>
          }
        >
          {verb.field}
        </Dialog>
      )}
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

function useSignInElsewhere(username?: string) {
  const navigate = useNavigate()
  return () => {
    // Read the address when the button is pressed, as a search may have changed it just before.
    const { pathname, search } = window.location
    const state: SignInState = { ...(username && { username }), returnTo: pathname + search }
    void navigate(paths.signIn, { state })
  }
}
