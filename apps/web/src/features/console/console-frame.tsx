import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { type ComponentType, type ReactNode, useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import type { Problem } from '../../api.ts'
import { createQueryClient, problemOf, sessionQuery } from '../../console-kit/ask.ts'
import ground from '../../console-kit/ground.module.css'
import { SignInAgain } from '../../console-kit/sign-in-again.tsx'
import { CallerContext, type CurrentSession } from '../../console-kit/use-caller.ts'
import { paths } from '../../paths.ts'
import type { FactorsState } from '../../public-kit/second-factor/factors-state.ts'
import type { SetPasswordState } from '../../public-kit/set-password-state.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { useOneUser } from '../../public-kit/use-one-user.ts'
import { ProblemBanner } from '../../ui/problem-banner.tsx'
import { Screen } from '../../ui/screen.tsx'
import styles from './console-frame.module.css'
import { consoleMessages as text } from './console-messages.ts'
import { DisownedBanner } from './disowned-banner.tsx'
import { FactorDueBanner } from './factor-due-banner.tsx'
import { NoAccess } from './no-access.tsx'
import { SessionWatch } from './session-watch.tsx'
import { SideBar } from './side-bar.tsx'
import { usePaletteKey } from './use-palette-key.ts'

type Props = {
  /** Shown at the top of every screen. */
  banner: ReactNode
  /** Opened with Ctrl+K from every screen; null until it has loaded. */
  palette: ComponentType<{ onClose: () => void }> | null
}

/**
 * The frame of every console screen. Without a session, users sign in and return to the same URL.
 */
export function ConsoleFrame(props: Props) {
  const [client] = useState(createQueryClient)
  return (
    <QueryClientProvider client={client}>
      <SignedIn {...props} />
    </QueryClientProvider>
  )
}

function SignedIn(props: Props) {
  const { data: current, error, refetch } = useQuery(sessionQuery)
  useOneUser(current?.user.id)
  const problem = problemOf(error)
  if (!current && problem) return <NotIn problem={problem} again={() => void refetch()} />
  if (!current) return <div className={styles.frame} />
  if (!current.user.permissions.includes('console.access')) return <NoAccess />
  return (
    <CallerContext value={current.user}>
      <Frame {...props} current={current} />
      <SessionWatch current={current} />
    </CallerContext>
  )
}

function Frame({ banner, palette: Palette, current }: Props & { current: CurrentSession }) {
  const [isOpen, setOpen] = useState(false)
  usePaletteKey(() => setOpen(true))
  return (
    <div className={`${ground.ground} ${styles.frame}`}>
      <a className={styles.skip} href="#main">
        {text.skip}
      </a>
      <SideBar onSearch={() => setOpen(true)} />
      <main id="main" tabIndex={-1} className={styles.main}>
        <div className={styles.banners}>
          {banner}
          <FactorDueBanner />
          <DisownedBanner />
        </div>
        <SignInAgain who={current}>
          <Screen>
            <Outlet />
          </Screen>
        </SignInAgain>
      </main>
      {isOpen && Palette && <Palette onClose={() => setOpen(false)} />}
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
  if (problem.code === 'second-factor-required') {
    return <Navigate to={paths.secondFactors} replace state={{ returnTo } satisfies FactorsState} />
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
