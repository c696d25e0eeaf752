import type { changeOrganization, ShownOrganization } from '@rekey/contracts/organizations'
import { Pencil, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { tell } from '../../console-kit/ask.ts'
import { Menu, MenuButton, type MenuEntry } from '../../console-kit/menu.tsx'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { DeleteOrganizationDialog } from './delete-organization-dialog.tsx'
import { OrganizationDialog } from './organization-dialog.tsx'
import { organizationsMessages as text } from './organizations-messages.ts'
import { useAskAnew } from './use-ask-anew.ts'

type Props = { organization: ShownOrganization; onDone: (words: ReactNode) => void }

/** Renames or deletes an organization. It can't be deleted as long as it has users. */
export function OrganizationMenu({ organization, onDone }: Props) {
  const [act, setAct] = useState<'rename' | 'delete' | null>(null)
  const close = () => setAct(null)
  return (
    <>
      <Menu
        trigger={<MenuButton>{text.moreOptions}</MenuButton>}
        label={text.moreOptions}
        groups={entriesOf(organization)}
        onChoose={setAct}
      />
      {act === 'rename' && <RenameDialog {...{ organization, onDone }} onClose={close} />}
      {act === 'delete' && <DeleteOrganizationDialog {...{ organization }} onClose={close} />}
    </>
  )
}

const entriesOf = ({ userCount }: ShownOrganization): MenuEntry<'rename' | 'delete'>[][] => [
  [{ id: 'rename', label: text.rename.entry, icon: Pencil }],
  [
    {
      id: 'delete',
      label: text.delete.entry,
      icon: Trash2,
      isGrave: true,
      blocked: userCount > 0 ? text.delete.blocked : null,
    },
  ],
]

function RenameDialog({ organization, onDone, onClose }: Props & { onClose: () => void }) {
  const askAnew = useAskAnew()
  const params = { id: organization.id }
  return (
    <OrganizationDialog
      title={fill(text.rename.title, { name: organization.name })}
      submit={text.rename.submit}
      name={organization.name}
      send={(name) =>
        tell<typeof changeOrganization>('PATCH /organizations/{id}', { params, body: { name } })
      }
      onDone={({ name }) => {
        onClose()
        askAnew()
        onDone(<Say text={text.renamed} values={{ name }} />)
      }}
      onClose={onClose}
    />
  )
}
