import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { DoneBanner } from '../../console-kit/done-banner.tsx'
import { useArrival } from '../../console-kit/use-arrival.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useFirstPageInstead } from '../../console-kit/use-first-page-instead.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useRoles } from '../../console-kit/use-roles.ts'
import { rolePath } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { RolesList } from './roles-list.tsx'
import { rolesMessages as text } from './roles-messages.ts'

/** What the screen is told when it is gone to. */
export type RolesState = { readonly deleted: string }

/** `/roles`: what sets of permissions there are, and who has them. */
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
      notice={<Deleted />}
    >
      <RolesList
        {...{ found, cursor }}
        onGo={(next) => setParams({ cursor: next })}
        onFollow={remember}
      />
    </ConsolePage>
  )
}

/** After deleting one: said here, where nothing of it is left. */
function Deleted() {
  const name = useArrival<RolesState>()?.deleted
  const [isClosed, setClosed] = useState(false)
  if (!name || isClosed) return null
  return (
    <DoneBanner closeLabel={text.close} onClose={() => setClosed(true)}>
      <Say text={text.delete.done} values={{ name }} />
    </DoneBanner>
  )
}
