import type { deleteOrganization, ShownOrganization } from '@rekey/contracts/organizations'
import { tell } from '../../console-kit/ask.ts'
import { DeleteDialog } from '../../console-kit/delete-dialog.tsx'
import { paths } from '../../paths.ts'
import { organizationsMessages as text } from './organizations-messages.ts'
import { useAskAnew } from './use-ask-anew.ts'

type Props = { organization: ShownOrganization; onClose: () => void }

export const DeleteOrganizationDialog = ({ organization: { id, name }, onClose }: Props) => (
  <DeleteDialog
    name={name}
    words={text.delete}
    listPath={paths.organizations}
    send={() => tell<typeof deleteOrganization>('DELETE /organizations/{id}', { params: { id } })}
    onDeleted={useAskAnew()}
    onClose={onClose}
  />
)
