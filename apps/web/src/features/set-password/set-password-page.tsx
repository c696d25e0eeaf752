import { useCallback, useState } from 'react'
import { Navigate } from 'react-router'
import { type News, useOtherTabs } from '../../hooks/other-tabs.ts'
import { paths } from '../../paths.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import {
  type PasswordChangedState,
  useSetPasswordState,
} from '../../public-kit/set-password-state.ts'
import type { SignInState } from '../../public-kit/sign-in-state.ts'
import { SignOutButton } from '../../public-kit/sign-out-button.tsx'
import { useSession } from '../../public-kit/use-session.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { PublicFrame } from '../../ui/public-frame.tsx'
import { OwnPasswordForm } from './own-password-form.tsx'
import { ownPasswordMessages } from './own-password-messages.ts'

/**
 * `/set-password`: the only screen for a session whose password must be changed. The server names
 * the user when it refuses other requests, so the screen survives a reload.
 */
export default function SetPasswordPage() {
  const { returnTo } = useSetPasswordState()
  const { session, problem, isSignedOut, mustChangePassword, load } = useSession()
  const isSavedElsewhere = useSavedInOtherTab(load)
  if (session) {
    const state: PasswordChangedState = isSavedElsewhere ? { passwordChanged: true } : {}
    return <Navigate to={returnTo ?? landingOf(session.user)} replace state={state} />
  }
  if (isSignedOut) {
    const notice = isSavedElsewhere ? 'changed-for-app' : 'sign-in-first'
    const state: SignInState = { ...(returnTo && { returnTo }), notice }
    return <Navigate to={paths.signIn} replace state={state} />
  }
  const { username, method, passwordPolicy } = problem?.details ?? {}
  if (mustChangePassword && username !== undefined && passwordPolicy) {
    return (
      <PublicFrame aside={<SignOutButton />}>
        <OwnPasswordForm
          username={username}
          policy={passwordPolicy}
          isTemporary={method === 'temporary-password'}
          returnTo={returnTo}
        />
      </PublicFrame>
    )
  }
  return (
    <PublicFrame>
      {/* No heading here, so that the heading of the form takes the focus when it appears. */}
      {problem && (
        <Page
          title={ownPasswordMessages.title}
          failed
          alert={<ProblemAlert problem={problem} retry={load} />}
        />
      )}
    </PublicFrame>
  )
}

/** If another tab of this session saved the password, this tab continues and says so. */
function useSavedInOtherTab(load: () => void): boolean {
  const [isSaved, setSaved] = useState(false)
  const onNews = useCallback(
    ({ what }: News) => {
      if (what !== 'own-password-saved') return
      setSaved(true)
      load()
    },
    [load],
  )
  useOtherTabs(onNews)
  return isSaved
}
