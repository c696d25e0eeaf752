import type { FactorRequest } from '@rekey/contracts/second-factor-fields'
import type { proveFactorAgain } from '@rekey/contracts/sessions'
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { call } from '../api.ts'
import { paths } from '../paths.ts'
import { factorRequestOf } from '../public-kit/second-factor/asked-factor.ts'
import { factorMessages } from '../public-kit/second-factor/factor-messages.ts'
import type { SendProof } from '../public-kit/second-factor/use-factor-form.ts'
import type { SignInState } from '../public-kit/sign-in-state.ts'
import { Button } from '../ui/button.tsx'
import { Say } from '../ui/say.tsx'
import { ActionDialog } from './action-dialog.tsx'
import { Dialog } from './dialog.tsx'
import { FactorDialog } from './factor-dialog.tsx'
import { kitMessages } from './kit-messages.ts'
import type { CurrentSession } from './use-caller.ts'
import { usePasswordCheck } from './use-password-check.tsx'
import { type RecentSignIn, RecentSignInContext } from './use-recent-sign-in.ts'

const text = kitMessages.signInAgain

/** What the server wants before it acts: a new sign-in, or the second factor. */
type Wanted = 'sign-in' | FactorRequest

/** Who signs in again, and how. Null: the server doesn't tell before a second factor is added. */
type Who = Pick<CurrentSession, 'user' | 'session' | 'signsInWith'>

/**
 * Wraps every screen of the console, so that no screen can forget it. The dialog is shown above all
 * forms and dialogs, which keep the typed values.
 */
export function SignInAgain({ who, children }: { who: Who | null; children: ReactNode }) {
  const { pathname } = useLocation()
  /** Going to another screen than the one on which the dialog opened closes it. */
  const [open, setOpen] = useState<{ on: string; wanted: Wanted } | null>(null)
  const path = useRef(pathname)
  useEffect(() => {
    path.current = pathname
  }, [pathname])
  const answer = useRef<(isDone: boolean) => void>(() => {})
  const recentSignIn = useMemo<RecentSignIn>(() => {
    const ask = (wanted: Wanted) =>
      new Promise<boolean>((resolve) => {
        answer.current = resolve
        setOpen({ on: path.current, wanted })
      })
    return {
      withRecentSignIn: async (send) => {
        let result = await send()
        const isOld = !result.ok && result.problem.code === 'recent-sign-in-required'
        if (isOld && (await ask('sign-in'))) result = await send()
        const request = result.ok ? null : factorRequestOf(result.problem)
        return request && (await ask(request)) ? send() : result
      },
    }
  }, [])
  const close = (isDone: boolean) => {
    setOpen(null)
    answer.current(isDone)
  }
  return (
    <RecentSignInContext value={recentSignIn}>
      {children}
      {open?.on === pathname && <RightDialog who={who} wanted={open.wanted} onClose={close} />}
    </RecentSignInContext>
  )
}

type Props = { username: string; onClose: (isDone: boolean) => void }
type RightProps = { who: Who | null; wanted: Wanted; onClose: (isDone: boolean) => void }

/** Users who signed in through a provider have no password here to type. */
function RightDialog({ who, wanted, onClose }: RightProps) {
  if (wanted !== 'sign-in') return <FactorAgainDialog {...{ request: wanted, onClose }} />
  if (!who) return <SignInOnPageDialog onClose={onClose} />
  const { username } = who.user
  const startUrl = who.signsInWith?.startUrl
  if (who.session.openedBy === 'sso' && startUrl !== undefined) {
    return <SignInElsewhereDialog {...{ username, startUrl, onClose }} />
  }
  return <SignInAgainDialog {...{ username, onClose }} />
}

/** An open browser doesn't prove who is using it. */
function FactorAgainDialog({
  request,
  onClose,
}: Pick<Props, 'onClose'> & { request: FactorRequest }) {
  const send: SendProof = async (proof) => {
    const line = 'POST /sessions/current/second-factor'
    const result = await call<typeof proveFactorAgain>(line, proof)
    if (!result.ok) return result.problem
    onClose(true)
    return null
  }
  return (
    <FactorDialog
      {...{ request, send }}
      why={factorMessages.forAct}
      onClose={() => onClose(false)}
    />
  )
}

/** The provider asks for the password again, even if this browser has a session there. */
function SignInElsewhereDialog({ username, startUrl, onClose }: Props & { startUrl: string }) {
  const { pathname, search } = useLocation()
  const goThere = () => {
    const query = new URLSearchParams({ again: 'true', username, returnTo: pathname + search })
    window.location.assign(`${startUrl}?${query.toString()}`)
  }
  return <GoThereDialog {...{ goThere, onClose }} />
}

function SignInOnPageDialog({ onClose }: Pick<Props, 'onClose'>) {
  const { pathname: returnTo } = useLocation()
  const navigate = useNavigate()
  const state: SignInState = { returnTo, notice: 'sign-in-first' }
  const goThere = () => void navigate(paths.signIn, { state })
  return <GoThereDialog {...{ goThere, onClose }} />
}

const GoThereDialog = ({ goThere, onClose }: Pick<Props, 'onClose'> & { goThere: () => void }) => (
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

function SignInAgainDialog({ username, onClose }: Props) {
  const done = () => onClose(true)
  const verb = usePasswordCheck({ name: 'ownPassword', username, text }, done)
  if (verb.challenge) return verb.challenge
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
