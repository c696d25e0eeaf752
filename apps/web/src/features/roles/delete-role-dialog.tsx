import type { deleteRole, Role } from '@rekey/contracts/roles'
import { tell } from '../../console-kit/ask.ts'
import { DeleteDialog } from '../../console-kit/delete-dialog.tsx'
import { useAskAnew } from '../../console-kit/use-roles.ts'
import { paths } from '../../paths.ts'
import { rolesMessages as text } from './roles-messages.ts'

type Props = { role: Role; onClose: () => void }

export const DeleteRoleDialog = ({ role: { id, name }, onClose }: Props) => (
  <DeleteDialog
    name={name}
    words={text.delete}
    listPath={paths.roles}
    send={() => tell<typeof deleteRole>('DELETE /roles/{id}', { params: { id } })}
    onDeleted={useAskAnew()}
    onClose={onClose}
  />
)
