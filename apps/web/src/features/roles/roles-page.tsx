import { Plus } from 'lucide-react'
import { useSearchParams } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { Deleted } from '../../console-kit/delete-dialog.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useFirstPageInstead } from '../../console-kit/use-first-page-instead.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useRoles } from '../../console-kit/use-roles.ts'
import { rolePath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RolesList } from './roles-list.tsx'
import { rolesMessages as text } from './roles-messages.ts'

/** `/roles`: the roles and how many users have each. */
export default function RolesPage() {
  const [params, setParams] = useSearchParams()
  const cursor = params.get('cursor') ?? undefined
  const { may } = useCaller()
  const found = useRoles(cursor)
  const { isRestoring, remember } = useRestoredPlace(found.roles !== undefined)
  useFirstPageInstead(found.problem?.code, cursor, () => setParams({}, { replace: true }))
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
      <RolesList
        {...{ found, cursor }}
        onGo={(next) => setParams({ cursor: next })}
        onFollow={remember}
      />
    </ConsolePage>
  )
}
