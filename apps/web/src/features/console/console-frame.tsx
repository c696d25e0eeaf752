import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import type { Problem } from '../../api.ts'
import { createQueryClient, problemOf, sessionQuery } from '../../console-kit/ask.ts'
import ground from '../../console-kit/ground.module.css'
import { SignInAgain } from '../../console-kit/sign-in-again.tsx'
import { CallerContext } from '../../console-kit/use-caller.ts'
import { useSearchKey } from '../../console-kit/use-search-key.ts'
import { paths } from '../../paths.ts'
import type { SetPasswordState } from '../../public-kit/set-password-state.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Screen } from '../../ui/screen.tsx'
import styles from './console-frame.module.css'
import { consoleMessages as text } from './console-messages.ts'
import { DisownedBanner } from './disowned-banner.tsx'
import { NoAccess } from './no-access.tsx'
import { SessionWatch } from './session-watch.tsx'
import { SideBar } from './side-bar.tsx'

type Props = {
  /** Shown at the top of every screen. */
  banner: ReactNode
}

/**
 * The frame of every console screen. Without a session, users sign in and return to the same URL.
 */
export function ConsoleFrame({ banner }: Props) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <SignedIn banner={banner} />
    </QueryClientProvider>
  )
}

function SignedIn({ banner }: Props) {
  const { data: current, error, refetch } = useQuery(sessionQuery)
  const problem = problemOf(error)
  if (!current && problem) return <NotIn problem={problem} again={() => void refetch()} />
  if (!current) return <div className={styles.frame} />
  if (!current.user.permissions.includes('console.access')) return <NoAccess />
  return (
    <CallerContext value={current.user}>
      <Frame banner={banner} />
      <SessionWatch current={current} />
    </CallerContext>
  )
}

function Frame({ banner }: Props) {
  useSearchKey()
  return (
    <div className={`${ground.ground} ${styles.frame}`}>
      <a className={styles.skip} href="#main">
        {text.skip}
      </a>
      <SideBar />
      <main id="main" tabIndex={-1} className={styles.main}>
        {banner}
        <DisownedBanner />
        <SignInAgain>
          <Screen>
            <Outlet />
          </Screen>
        </SignInAgain>
      </main>
    </div>
  )
}

function NotIn({ problem, again }: { problem: Problem; again: () => void }) {
  const { pathname, search } = useLocation()
  const returnTo = pathname + search
  if (problem.code === 'password-change-required') {
    const state: SetPasswordState = { returnTo }
    return <Navigate to={paths.setPassword} replace state={state} />
  }
  if (problem.code !== 'not-signed-in') {
    return (
      <main className={`${ground.ground} ${styles.main}`}>
        <ProblemBanner problem={problem} retry={again} />
      </main>
    )
  }
  const state: SignInState = { returnTo, notice: 'sign-in-first' }
  return <Navigate to={paths.signIn} replace state={state} />
}
