import type { Role } from '@rekey/contracts/roles'
import { CopyPlus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { Menu, MenuButton, type MenuEntry } from '../../console-kit/menu.tsx'
import { DeleteRoleDialog } from './delete-role-dialog.tsx'
import { likeRolePath } from './like-role-path.ts'
import { rolesMessages as text } from './roles-messages.ts'

/** Copies or deletes a role. It can't be deleted as long as users have it. */
export function RoleMenu({ role }: { role: Role }) {
  const navigate = useNavigate()
  const [isDeleting, setDeleting] = useState(false)
  return (
    <>
      <Menu
        trigger={<MenuButton>{text.moreOptions}</MenuButton>}
        label={text.moreOptions}
        groups={entriesOf(role)}
        onChoose={(act) => {
          if (act === 'delete') setDeleting(true)
          else void navigate(likeRolePath(role.id))
        }}
      />
      {isDeleting && <DeleteRoleDialog role={role} onClose={() => setDeleting(false)} />}
    </>
  )
}

const entriesOf = ({ userCount }: Role): MenuEntry<'like' | 'delete'>[][] => [
  [{ id: 'like', label: text.useAsStart, icon: CopyPlus }],
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
