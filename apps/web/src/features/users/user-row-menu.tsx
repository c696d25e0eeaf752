import type { User } from '@rekey/contracts/users'
import { Ellipsis, EllipsisVertical, Pencil } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { useNavigate } from 'react-router'
import iconButton from '../../console-kit/icon-button.module.css'
import { Menu, type MenuEntry } from '../../console-kit/menu.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Icon } from '../../ui/icon.tsx'
import { mayEdit, type UserAct, userActs } from './user-acts.ts'
import { userDetailsMessages } from './user-details-messages.ts'
import { userListMessages as text } from './user-list-messages.ts'
import styles from './user-parts.module.css'

type Props = {
  user: User
  /** Adds an entry that opens the form. */
  withEdit: boolean
  onAct: (act: UserAct) => void
  /** Receives the id of the button, so that Back can restore the focus. */
  onFollow: (id: string) => void
}

/** The actions on a user, in their row of a list. */
export function UserRowMenu({ user, withEdit, onAct, onFollow }: Props) {
  const viewer = useCaller()
  const navigate = useNavigate()
  const acts: MenuEntry<UserAct | 'edit'>[][] = userActs(user, viewer)
  const groups = withEdit && mayEdit(user, viewer) ? [[edit], ...acts] : acts
  if (groups.flat().length === 0) return null
  const label = fill(text.actionsOf, { name: user.displayName })
  const id = `menu-of-${user.id}`
  return (
    <Menu
      trigger={
        <Button id={id} className={`${iconButton.button} ${styles.edit}`} aria-label={label}>
          <Icon of={withEdit ? EllipsisVertical : Ellipsis} size={18} />
        </Button>
      }
      label={label}
      groups={groups}
      onChoose={(act) => {
        if (act !== 'edit') return onAct(act)
        onFollow(id)
        void navigate(userPaths.edit(user.id))
      }}
    />
  )
}

const edit = { id: 'edit', label: userDetailsMessages.edit, icon: Pencil } as const
