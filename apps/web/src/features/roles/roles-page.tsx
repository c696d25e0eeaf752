import type { listRoles } from '@rekey/contracts/roles'
import { Plus } from 'lucide-react'
import { CursorListPage, useCursorList } from '../../console-kit/cursor-list-page.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { rolePath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { rolesMessages as text } from './roles-messages.ts'
import { RolesTable } from './roles-table.tsx'

/** `/roles`: the roles and how many users have each. It is never empty, as some are built in. */
export default function RolesPage() {
  const { may } = useCaller()
  const list = useCursorList<typeof listRoles>('GET /roles', 'roles')
  return (
    <CursorListPage of={list} words={text} add={may('roles.write') && add}>
      {(roles) => <RolesTable roles={roles} onFollow={list.remember} />}
    </CursorListPage>
  )
}

const add = (
  <ButtonLink to={rolePath('new')} look="primary">
    <Icon of={Plus} size={18} />
    {text.add}
  </ButtonLink>
)
