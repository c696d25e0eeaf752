import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { Button } from '../ui/button.tsx'
import { Say } from '../ui/say.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { sessionQuery } from './ask.ts'
import { Dialog } from './dialog.tsx'
import { kitMessages } from './kit-messages.ts'
import { useCaller } from './use-caller.ts'
import { usePasswordCheck } from './use-password-check.tsx'
import { type RecentSignIn, RecentSignInContext } from './use-recent-sign-in.ts'

const text = kitMessages.signInAgain

/**
 * Wraps every screen of the console, so that no screen can forget it. The dialog is shown above all
 * forms and dialogs, which keep the typed values.
 */
export function SignInAgain({ children }: { children: ReactNode }) {
  const { username } = useCaller()
  const { pathname } = useLocation()
  /** The screen on which the dialog opened. Going to another screen closes it. */
  const [openOn, setOpenOn] = useState<string | null>(null)
  const path = useRef(pathname)
  useEffect(() => {
    path.current = pathname
  }, [pathname])
  const answer = useRef<(isSignedIn: boolean) => void>(() => {})
  const recentSignIn = useMemo<RecentSignIn>(() => {
    const ask = () =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve
        setOpenOn(path.current)
      })
    return {
      withRecentSignIn: async (send) => {
        const result = await send()
        if (result.ok || result.problem.code !== 'recent-sign-in-required') return result
        return (await ask()) ? send() : result
      },
    }
  }, [])
  const close = (isSignedIn: boolean) => {
    setOpenOn(null)
    answer.current(isSignedIn)
  }
  return (
    <RecentSignInContext value={recentSignIn}>
      {children}
      {openOn === pathname && <RightDialog username={username} onClose={close} />}
    </RecentSignInContext>
  )
}

type Props = { username: string; onClose: (isSignedIn: boolean) => void }

/** Users who signed in through a provider have no password here to type. */
function RightDialog(props: Props) {
  const { data } = useQuery(sessionQuery)
  const startUrl = data?.signsInWith?.startUrl
  if (data?.session.openedBy === 'sso' && startUrl !== undefined) {
    return <SignInElsewhereDialog {...props} startUrl={startUrl} />
  }
  return <SignInAgainDialog {...props} />
}

/** The provider asks for the password again, even if this browser has a session there. */
function SignInElsewhereDialog({ username, startUrl, onClose }: Props & { startUrl: string }) {
  const { pathname, search } = useLocation()
  const goThere = () => {
    const query = new URLSearchParams({ again: 'true', username, returnTo: pathname + search })
    window.location.assign(`${startUrl}?${query.toString()}`)
  }
  return (
    <Dialog
      title={text.title}
      text={text.elsewhere}
      onSubmit={goThere}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button type="submit" look="primary" autoFocus>
            {text.goThere}
          </Button>
          <Button onClick={() => onClose(false)}>{kitMessages.cancel}</Button>
        </>
      }
    />
  )
}

function SignInAgainDialog({ username, onClose }: Props) {
  const verb = usePasswordCheck({ name: 'ownPassword', username, text }, () => onClose(true))
  return (
    <ActionDialog
      title={text.title}
      text={<Say text={text.text} values={{ name: username }} />}
      words={text}
      verb={verb}
      onClose={() => onClose(false)}
    >
      {verb.field}
    </ActionDialog>
  )
}
