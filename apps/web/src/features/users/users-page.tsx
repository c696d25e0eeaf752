import { UserRoundPlus } from 'lucide-react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { ConsolePage } from '../../console-ui/console-page.tsx'
import { focusFirstRow } from '../../console-ui/row-keys.ts'
import { useMedia } from '../../console-ui/use-media.ts'
import { useRestoredPlace } from '../../console-ui/use-restored-place.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useCaller } from '../console/use-caller.ts'
import type { UsersState } from '../console/use-search-key.ts'
import { useUsers } from './use-users.ts'
import { useView } from './use-view.ts'
import { UserSearch } from './user-search.tsx'
import { UsersEmpty } from './users-empty.tsx'
import { UsersList } from './users-list.tsx'
import { usersMessages as text } from './users-messages.ts'
import { UsersToolbar } from './users-toolbar.tsx'
import { changeView, writeView } from './users-url.ts'

/** A2, `/users`: everyone, searched, filtered and sorted by the server. */
export default function UsersPage() {
  const { view, show } = useView()
  const { may } = useCaller()
  const isNarrow = useMedia('(max-width: 799px)')
  const found = useUsers(view)
  const { isRestoring, remember } = useRestoredPlace(found.users !== undefined)
  const isCalled = (useLocation().state as UsersState | null)?.focusSearch === true
  const search = useSearch(found, { view, show })
  const mayAdd = may('users.write', 'contacts.write')
  const organization = found.users?.items.find(
    (user) => user.organization?.id === view.organizationId,
  )?.organization
  // A page that is known no longer, from an old address, gives way to the first.
  if (found.problem?.code === 'bad-request' && view.cursor) {
    return <Navigate replace to={`${paths.users}?${writeView(changeView(view, {}))}`} />
  }
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring || isCalled}
      actions={
        mayAdd && (
          <ButtonLink to={paths.newUser} look="primary">
            <Icon of={UserRoundPlus} size={18} />
            {text.add}
          </ButtonLink>
        )
      }
    >
      <UsersToolbar
        {...{ view, isNarrow }}
        onChange={show}
        organizationName={organization?.name ?? null}
        search={<UserSearch search={view.search ?? ''} {...search} />}
      />
      <UsersList
        {...{ found, view, isNarrow }}
        empty={<UsersEmpty {...{ view, mayAdd }} onShow={show} />}
        onShow={show}
        onFollow={remember}
      />
    </ConsolePage>
  )
}

type View = ReturnType<typeof useView>

/** Enter searches at once; where the only match is in sight already, it opens it. */
function useSearch({ users, isSettled }: ReturnType<typeof useUsers>, { view, show }: View) {
  const navigate = useNavigate()
  const [only, ...others] = users?.items ?? []
  return {
    onType: (search: string) => show(changeView(view, { search }), { replace: true }),
    onEnter: (search: string) => {
      if (search !== (view.search ?? '')) return show(changeView(view, { search }))
      const isOnly = search !== '' && isSettled && only && others.length === 0
      if (isOnly) void navigate(`${paths.users}/${only.id}`)
    },
    onArrowDown: focusFirstRow,
  }
}
