import type { Role } from '@rekey/contracts/roles'
import { useParams } from 'react-router'
import { useRole } from '../../console-kit/use-roles.ts'
import { EditRole } from './edit-role.tsx'
import { LoadingRole } from './loading-role.tsx'
import { ReadRole } from './read-role.tsx'

/** `/roles/{id}`: a role, which users with the permission can change and others can read. */
export default function RolePage() {
  const { id = '' } = useParams()
  const found = useRole(id)
  if (found.data) return <OneRole key={id} role={found.data} />
  return <LoadingRole of={found} />
}

function OneRole({ role }: { role: Role }) {
  return role.may.change ? <EditRole role={role} /> : <ReadRole role={role} />
}
