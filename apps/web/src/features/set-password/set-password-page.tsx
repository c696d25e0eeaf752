import { Navigate } from 'react-router'
import { messages } from '../../messages.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert } from '../../ui/problem-alert.tsx'
import { PublicFrame } from '../../ui/public-frame.tsx'
import { landingOf } from '../account/landing-of.ts'
import { SignOutButton } from '../account/sign-out-button.tsx'
import { useSession } from '../account/use-session.ts'
import type { SignInState } from '../sign-in/sign-in-state.ts'
import { OwnPasswordForm } from './own-password-form.tsx'
import { useSetPasswordState } from './set-password-state.ts'

/**
 * `/set-password`: all that a session may do in which the password must be changed. Whose it is
 * comes with the server's refusal of everything else, so that the screen survives a reload.
 */
export default function SetPasswordPage() {
  const { returnTo } = useSetPasswordState()
  const { session, problem, isSignedOut, mustChangePassword, load } = useSession()
  if (session) return <Navigate to={returnTo ?? landingOf(session.user)} replace />
  if (isSignedOut) {
    const state: SignInState = { ...(returnTo && { returnTo }), notice: 'sign-in-first' }
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
      {/* No heading before the form's own, which takes the focus as it comes. */}
      {problem && (
        <Page
          title={messages.ownPassword.title}
          failed
          alert={<ProblemAlert problem={problem} retry={load} />}
        />
      )}
    </PublicFrame>
  )
}
