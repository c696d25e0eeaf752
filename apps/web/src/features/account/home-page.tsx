import { Navigate } from 'react-router'
import { paths } from '../../paths.ts'
import { useSession } from './use-session.ts'

/** `/`: to one's account when signed in, else to where one signs in. */
export function HomePage() {
  const { session, problem, mustChangePassword } = useSession()
  if (mustChangePassword) return <Navigate to={paths.setPassword} replace />
  if (session) return <Navigate to={paths.account} replace />
  return problem && <Navigate to={paths.signIn} replace />
}
