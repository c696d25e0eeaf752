import type { User } from '@rekey/contracts/users'
import type { ReactNode } from 'react'
import { PagedList } from '../../console-kit/paged-list.tsx'
import type { RowSelection } from '../../console-kit/row-selection.ts'
import { fill } from '../../fill.ts'
import type { ShownUsers, useUsers } from './use-users.ts'
import { userListMessages as text } from './user-list-messages.ts'
import type { RowActs } from './user-parts.tsx'
import styles from './users-list.module.css'
import { UsersTable } from './users-table.tsx'
import { changeView, type UsersView } from './users-url.ts'
import { foundWords, summaryWords } from './users-words.ts'

type Props = RowActs & {
  found: ReturnType<typeof useUsers>
  view: UsersView
  isNarrow: boolean
  /** The media query for `isNarrow`. */
  narrow: string
  /** Shown instead of an empty table. */
  empty: ReactNode
  selection?: RowSelection<User> | undefined
  onShow: (view: UsersView, options?: { replace: boolean }) => void
}

/** The users of a view, as a table or as cards. */
export function UsersList({ found, view, empty, isNarrow, onShow, ...rest }: Props) {
  return (
    <PagedList
      {...{ found, view, empty }}
      words={text}
      summaryOf={summaryWords}
      announcementOf={foundWords}
      note={found.list && <Notes {...{ view, isNarrow }} list={found.list} />}
      onShow={(change, options) => onShow({ ...view, ...change }, options)}
    >
      {(users) => (
        <UsersTable
          {...{ ...rest, users }}
          sort={view.sort ?? 'displayName'}
          onSort={(sort) => onShow(changeView(view, { sort }))}
        />
      )}
    </PagedList>
  )
}

type NotesProps = { list: ShownUsers; view: UsersView; isNarrow: boolean }

/** Cards are long, so the count of many stands above them too. */
function Notes({ list, view, isNarrow }: NotesProps) {
  if (list.items.length === 0) return null
  const isPart = list.prevCursor !== null || list.nextCursor !== null
  return (
    <>
      {list.similar && (
        <p className={styles.note}>{fill(text.similar, { search: view.search ?? '' })}</p>
      )}
      {isNarrow && isPart && <p className={styles.note}>{summaryWords(list)}</p>}
    </>
  )
}
