import { UserHistory } from '../features/audit/user-history.tsx'
import { UserPage } from '../features/users/user-page.tsx'

/** A user, with what the audit log says of them. */
export default function UserScreen() {
  return <UserPage audit={(userId) => <UserHistory userId={userId} />} />
}
