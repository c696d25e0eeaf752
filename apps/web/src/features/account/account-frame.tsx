import { Suspense } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { paths } from '../../paths.ts'
import type { FactorsState } from '../../public-kit/second-factor/factors-state.ts'
import type { SetPasswordState } from '../../public-kit/set-password-state.ts'
import { SignOutButton } from '../../public-kit/sign-out-button.tsx'
import { useOneUser } from '../../public-kit/use-one-user.ts'
import { useSession } from '../../public-kit/use-session.ts'
import { Link } from '../../ui/link.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { PublicFrame } from '../../ui/public-frame.tsx'
import styles from './account-frame.module.css'
import { accountMessages } from './account-messages.ts'
import { changePasswordMessages } from './change-password-messages.ts'
import { SignInFirst } from './sign-in-first.tsx'

/**
 * The frame of the user's own account. Without a session, users sign in first and then return here.
 * The heading stays while the session and the screen are fetched.
 */
export default function AccountFrame() {
  const { pathname } = useLocation()
  const { session, problem, isSignedOut, mustChangePassword, load } = useSession()
  useOneUser(session?.user.id)
  if (isSignedOut) return <SignInFirst />
  if (mustChangePassword) {
    const state: SetPasswordState = { returnTo: pathname }
    return <Navigate to={paths.setPassword} replace state={state} />
  }
  if (problem?.code === 'second-factor-required') return <AddFactorFirst pathname={pathname} />
  const heading = (
    <Page
      title={pathname === paths.account ? accountMessages.title : changePasswordMessages.title}
      failed={problem !== null}
      alert={<ProblemAlert problem={problem} retry={load} />}
    />
  )
  return (
    <PublicFrame aside={session && <SignedIn name={session.user.displayName} />}>
      {session ? (
        <>
          {session.user.permissions.includes('console.access') && (
            <p className={styles.back}>
              <Link to={paths.overview}>{changePasswordMessages.toConsole}</Link>
            </p>
          )}
          <Suspense fallback={heading}>
            <Outlet context={session} />
          </Suspense>
        </>
      ) : (
        heading
      )}
    </PublicFrame>
  )
}

/** After the days of grace, users without a second factor can only add one or sign out. */
function AddFactorFirst({ pathname }: { pathname: string }) {
  if (pathname !== paths.secondFactors) {
    const state: FactorsState = { returnTo: pathname }
    return <Navigate to={paths.secondFactors} replace state={state} />
  }
  return (
    <PublicFrame aside={<SignOutButton />}>
      <Outlet context={null} />
    </PublicFrame>
  )
}

function SignedIn({ name }: { name: string }) {
  return (
    <>
      <span className={styles.name} translate="no">
        {name}
      </span>
      <SignOutButton />
    </>
  )
}
