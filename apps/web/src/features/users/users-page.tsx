import { UserRoundPlus } from 'lucide-react'
import { useLocation } from 'react-router'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useSearchBox } from '../../console-kit/use-search-box.ts'
import type { UsersState } from '../../console-kit/use-search-key.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Invite } from './invite.tsx'
import { useUsers } from './use-users.ts'
import { useView } from './use-view.ts'
import { userListMessages as text } from './user-list-messages.ts'
import { UserSearch } from './user-search.tsx'
import { UsersEmpty } from './users-empty.tsx'
import { UsersList } from './users-list.tsx'
import { UsersToolbar } from './users-toolbar.tsx'
import { changeView } from './users-url.ts'

/** A2, `/users`: everyone, searched, filtered and sorted by the server. */
export default function UsersPage() {
  const { view, show } = useView()
  const { may } = useCaller()
  const isNarrow = useMedia('(max-width: 49.9375em)')
  const found = useUsers(view)
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  const isCalled = (useLocation().state as UsersState | null)?.focusSearch === true
  const search = useSearchBox({
    search: view.search ?? '',
    isSettled: found.isSettled,
    items: found.list?.items,
    onSearch: (typed, options) => show(changeView(view, { search: typed }), options),
    pathOf: (id) => `${paths.users}/${id}`,
  })
  const mayAdd = may('users.write', 'contacts.write')
  const organization = found.list?.items.find(
    (user) => user.organization?.id === view.organizationId,
  )?.organization
  return (
    <ConsolePage
      heading={text.title}
      ownFocus={isRestoring || isCalled}
      actions={
        mayAdd && (
          <>
            <ButtonLink to={paths.newUser} look="primary">
              <Icon of={UserRoundPlus} size={18} />
              {text.add}
            </ButtonLink>
            <Invite />
          </>
        )
      }
    >
      <UsersToolbar
        {...{ view, isNarrow }}
        onChange={show}
        organizationName={organization?.name ?? null}
        search={<UserSearch {...search} />}
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
