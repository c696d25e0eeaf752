import type { listRoles } from '@rekey/contracts/roles'
import { Plus } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useList } from '../../console-kit/use-list.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { rolePath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { rolesMessages as text } from './roles-messages.ts'
import { RolesTable } from './roles-table.tsx'

/** `/roles`: the roles and how many users have each. */
export default function RolesPage() {
  const [params, setParams] = useSearchParams()
  const cursor = params.get('cursor') ?? undefined
  const { may } = useCaller()
  const found = useList<typeof listRoles>('GET /roles', 'roles', cursor ? { cursor } : {})
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring}
      actions={
        may('roles.write') && (
          <ButtonLink to={rolePath('new')} look="primary">
            <Icon of={Plus} size={18} />
            {text.add}
          </ButtonLink>
        )
      }
      notice={<Deleted words={text.delete} />}
    >
      <PagedList
        found={found}
        view={{ cursor }}
        words={text.list}
        onShow={({ cursor: next }, options) => setParams(next ? { cursor: next } : {}, options)}
      >
        {(roles) => <RolesTable {...{ roles }} onFollow={remember} />}
      </PagedList>
    </ConsolePage>
  )
}
