import type { ReactNode } from 'react'
import { PagedList } from '../../console-kit/paged-list.tsx'
import { fill } from '../../fill.ts'
import type { useUsers } from './use-users.ts'
import { userListMessages as text } from './user-list-messages.ts'
import type { ContactProps, LinkProps } from './user-parts.tsx'
import { UsersCards } from './users-cards.tsx'
import styles from './users-list.module.css'
import { SkeletonCards, SkeletonRows } from './users-skeleton.tsx'
import { UsersTable } from './users-table.tsx'
import { changeView, type UsersView } from './users-url.ts'
import { foundWords, summaryWords } from './users-words.ts'

type Props = ContactProps & {
  found: ReturnType<typeof useUsers>
  view: UsersView
  isNarrow: boolean
  /** Shown instead of an empty table. */
  empty: ReactNode
  onShow: (view: UsersView, options?: { replace: boolean }) => void
  onFollow: LinkProps['onFollow']
}

/** The users of a view, as a table or as cards. */
export function UsersList({ found, view, empty, isNarrow, onShow, ...rest }: Props) {
  const isSimilar = found.list?.similar && found.list.items.length > 0
  return (
    <PagedList
      {...{ found, view, empty }}
      words={text}
      summaryOf={summaryWords}
      announcementOf={foundWords}
      note={
        isSimilar && (
          <p className={styles.similar}>{fill(text.similar, { search: view.search ?? '' })}</p>
        )
      }
      onShow={(change, options) => onShow({ ...view, ...change }, options)}
    >
      {(users) => {
        if (isNarrow) return users ? <UsersCards {...rest} users={users} /> : <SkeletonCards />
        return (
          <UsersTable
            {...{ ...rest, users }}
            sort={view.sort ?? 'displayName'}
            onSort={(sort) => onShow(changeView(view, { sort }))}
          >
            {!users && <SkeletonRows />}
          </UsersTable>
        )
      }}
    </PagedList>
  )
}
