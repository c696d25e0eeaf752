import type { createOrganization } from '@rekey/contracts/organizations'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '../../api.ts'
import { organizationPath } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { OrganizationDialog } from './organization-dialog.tsx'
import type { OrganizationState } from './organization-page.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import { useAskAnew } from './use-ask-anew.ts'

/** The button and its dialog. After that the new organization opens. */
export function AddOrganization({ look }: { look: 'primary' | 'secondary' }) {
  const [isOpen, setOpen] = useState(false)
  const navigate = useNavigate()
  const askAnew = useAskAnew()
  return (
    <>
      <Button look={look} icon={<Icon of={Plus} size={18} />} onClick={() => setOpen(true)}>
        {text.add}
      </Button>
      {isOpen && (
        <OrganizationDialog
          title={text.add}
          submit={text.add}
          send={(name) => call<typeof createOrganization>('POST /organizations', { name })}
          onDone={({ id }) => {
            askAnew()
            const state: OrganizationState = { isNew: true }
            void navigate(organizationPath(id), { state })
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  )
}
