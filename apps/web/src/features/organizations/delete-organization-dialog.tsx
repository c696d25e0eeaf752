import type { deleteOrganization, ShownOrganization } from '@rekey/contracts/organizations'
import { Trash2 } from 'lucide-react'
import { useNavigate } from 'react-router'
import { tell } from '../../console-kit/ask.ts'
import { ConfirmDialog } from '../../console-kit/confirm-dialog.tsx'
import { useVerb } from '../../console-kit/use-verb.ts'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { organizationsMessages } from './organizations-messages.ts'
import type { OrganizationsState } from './organizations-page.tsx'
import { useAskAnew } from './use-organizations.ts'

const text = organizationsMessages.delete

type Props = { organization: ShownOrganization; onClose: () => void }

/** Then there is the list, which says it. Whoever came to belong to it meanwhile is said here. */
export function DeleteOrganizationDialog({ organization: { id, name }, onClose }: Props) {
  const navigate = useNavigate()
  const askAnew = useAskAnew()
  const verb = useVerb<typeof deleteOrganization>(
    () => tell<typeof deleteOrganization>('DELETE /organizations/{id}', { params: { id } }),
    () => {
      const state: OrganizationsState = { deleted: name }
      void navigate(paths.organizations, { state })
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
