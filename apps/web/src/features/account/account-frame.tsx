import type { signOut } from '@rekey/contracts/sessions'
import { useState } from 'react'
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { PublicFrame } from '../../ui/public-frame.tsx'
import type { SignInState } from '../sign-in/sign-in-state.ts'
import styles from './account-frame.module.css'
import { useSession } from './use-session.ts'

/** Round the pages of one's own account. Without a session: sign in first, then back here. */
export default function AccountFrame() {
  const { pathname } = useLocation()
  const { session, problem, isSignedOut, load } = useSession()
  if (isSignedOut) {
    const state: SignInState = { returnTo: pathname, notice: 'sign-in-first' }
    return <Navigate to={paths.signIn} replace state={state} />
  }
  return (
    <PublicFrame aside={session && <SignedIn name={session.user.displayName} />}>
      {session ? (
        <Outlet context={session} />
      ) : (
        <Page
          title={messages.changePassword.title}
          failed={problem !== null}
          alert={<ProblemAlert problem={problem} retry={load} />}
        />
      )}
    </PublicFrame>
  )
}

function SignedIn({ name }: { name: string }) {
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const leave = async () => {
    setBusy(true)
    const result = await call<typeof signOut>('DELETE /sessions/current')
    setBusy(false)
    if (!result.ok && result.problem.code !== 'not-signed-in') return
    const state: SignInState = { notice: 'signed-out' }
    void navigate(paths.signIn, { replace: true, state })
  }
  return (
    <>
      <span className={styles.name}>{name}</span>
      <Button
        look="quiet"
        className={styles.leave}
        busy={busy}
        busyLabel={messages.changePassword.signingOut}
        onClick={() => void leave()}
      >
        {messages.changePassword.signOut}
      </Button>
    </>
  )
}
