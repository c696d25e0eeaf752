import type { User } from '@rekey/contracts/users'
import { Download, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { useSearchBox } from '../../console-kit/use-search-box.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { ActBanner } from './act-banner.tsx'
import type { ActDone } from './act-done.ts'
import { useMany } from './use-many.tsx'
import { useRowActs } from './use-row-acts.tsx'
import { useUsers } from './use-users.ts'
import { userListMessages as text } from './user-list-messages.ts'
import { UserRowMenu } from './user-row-menu.tsx'
import { UserSearch } from './user-search.tsx'
import { UsersEmpty } from './users-empty.tsx'
import { UsersList } from './users-list.tsx'
import styles from './users-page.module.css'
import { UsersToolbar } from './users-toolbar.tsx'
import { changeView, readView, type UsersView, writeView } from './users-url.ts'

const narrow = '(max-width: 49.9375em)'

type Result = { readonly user: User; readonly done: ActDone }

/** `/users`: everyone, searched, filtered and sorted by the server. */
export default function UsersPage() {
  const { view, show } = useAddressView<UsersView>(userPaths.users, readView, writeView)
  const { may } = useCaller()
  const isNarrow = useMedia(narrow)
  const found = useUsers(view)
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  const search = useSearchBox({
    search: view.search ?? '',
    isSettled: found.isSettled,
    items: found.list?.items,
    onSearch: (typed, options) => show(changeView(view, { search: typed }), options),
    pathOf: userPaths.overview,
  })
  const [result, setResult] = useState<Result | null>(null)
  const finish = (user: User, done: ActDone) => setResult({ user, done })
  const { start, dialog } = useRowActs(finish)
  const many = useMany(view, found.list, isNarrow)
  const mayAdd = may('users.write', 'contacts.write')
  return (
    <>
      <ConsolePage
        heading={text.title}
        ownFocus={isRestoring}
        actions={
          <>
            {mayAdd && <Add />}
            {many.exportAll && <ExportAll {...many.exportAll} />}
          </>
        }
        notice={
          <>
            {result && (
              <ActBanner
                {...result}
                onDone={(done) => finish(result.user, done)}
                onClose={() => setResult(null)}
              />
            )}
            {many.notice}
          </>
        }
      >
        <UsersToolbar
          {...{ view, isNarrow }}
          onChange={show}
          users={found.list?.items}
          hasTags={isNarrow || !many.hasBar}
          search={<UserSearch {...search} />}
        />
        <div className={styles.many} data-selecting={many.hasBar}>
          {many.above}
          <UsersList
            {...{ found, view, isNarrow, narrow }}
            selection={many.selection}
            empty={<UsersEmpty {...{ view, mayAdd }} onShow={show} />}
            onShow={show}
            onFollow={remember}
            menuOf={(user, withEdit) => (
              <UserRowMenu
                {...{ user, withEdit }}
                onAct={(act) => start(user, act)}
                onFollow={remember}
              />
            )}
          />
        </div>
      </ConsolePage>
      {dialog}
      {many.dialog}
    </>
  )
}

const ExportAll = ({ busy, run }: { busy: boolean; run: () => void }) => (
  <Button
    icon={<Icon of={Download} size={18} />}
    busy={busy}
    busyLabel={text.exporting}
    onClick={run}
  >
    {text.export}
  </Button>
)

const Add = () => (
  <ButtonLink to={userPaths.new} look="primary">
    <Icon of={UserRoundPlus} size={18} />
    {text.add}
  </ButtonLink>
)
