import { Navigate } from 'react-router'
import { paths } from '../../paths.ts'
import { landingOf } from '../../public-kit/landing-of.ts'
import { useSession } from '../../public-kit/use-session.ts'

/** `/`: leads signed-in users to the console or their account, and all others to sign-in. */
export function HomePage() {
  const { session, problem, mustChangePassword } = useSession()
  if (mustChangePassword) return <Navigate to={paths.setPassword} replace />
  if (problem?.code === 'second-factor-required') {
    return <Navigate to={paths.secondFactors} replace />
  }
  if (session) return <Navigate to={landingOf(session.user)} replace />
  return problem && <Navigate to={paths.signIn} replace />
}
