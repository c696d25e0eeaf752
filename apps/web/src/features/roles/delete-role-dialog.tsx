import type { deleteRole, Role } from '@rekey/contracts/roles'
import { Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { useAskAnew } from '../../console-kit/use-roles.ts'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { rolesMessages } from './roles-messages.ts'
import type { RolesState } from './roles-page.tsx'

const text = rolesMessages.delete

/** Then there is the list, which says it. Whoever got the role meanwhile is said here. */
export function DeleteRoleDialog({ role, onClose }: { role: Role; onClose: () => void }) {
  const { id, name } = role
  const navigate = useNavigate()
  const askAnew = useAskAnew()
  const verb = useVerb<typeof deleteRole>(
    () => tell<typeof deleteRole>('DELETE /roles/{id}', { params: { id } }),
    () => {
      const state: RolesState = { deleted: name }
      void navigate(paths.roles, { state })
      askAnew()
    },
  )
  const isRefused = verb.problem?.code === 'conflict'
  return (
    <ConfirmDialog
      title={fill(text.title, { name })}
      words={isRefused ? { ...text, text: text.blockedNow } : text}
      icon={Trash2}
      verb={isRefused ? { ...verb, problem: null } : verb}
      onClose={onClose}
    />
  )
}
