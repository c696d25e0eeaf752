import type { ReactNode } from 'react'
import { ListFrame } from '../../console-kit/list-frame.tsx'
import { Pager } from '../../console-kit/pager.tsx'
import { RowCount } from '../../console-kit/row-count.tsx'
import { fill } from '../../fill.ts'
import type { ShownUsers, useUsers } from './use-users.ts'
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
  onShow: (view: UsersView) => void
  onFollow: LinkProps['onFollow']
}

/** The users of a view, in all states of a list, with the links to more pages below. */
export function UsersList({ found, view, empty, onShow, ...rest }: Props) {
  const { users, problem, isSettled, isFetching, again } = found
  const isEmpty = users?.items.length === 0
  const isNothing = problem && !users
  return (
    <ListFrame
      announcement={announcement(found)}
      problem={problem && text.couldNotLoad}
      onAgain={again}
      cursor={view.cursor}
      isSettled={isSettled}
      isDimmed={isFetching && users !== undefined}
      empty={isEmpty && isSettled && empty}
      note={
        users?.similar &&
        !isEmpty && (
          <p className={styles.similar}>{fill(text.similar, { search: view.search ?? '' })}</p>
        )
      }
      rows={!isEmpty && !isNothing && <Rows {...{ users, view, onShow, ...rest }} />}
      foot={users && !isEmpty && <Foot {...{ users, view, onShow }} />}
    />
  )
}

type RowsProps = Omit<Props, 'found' | 'empty'> & { users: ShownUsers | undefined }

function Rows({ users, view, isNarrow, onShow, ...rest }: RowsProps) {
  if (isNarrow) return users ? <UsersCards {...rest} users={users.items} /> : <SkeletonCards />
  return (
    <UsersTable
      {...rest}
      sort={view.sort ?? 'displayName'}
      onSort={(sort) => onShow(changeView(view, { sort }))}
      users={users?.items ?? null}
    >
      {!users && <SkeletonRows />}
    </UsersTable>
  )
}

function Foot({ users, view, onShow }: Pick<Props, 'view' | 'onShow'> & { users: ShownUsers }) {
  return (
    <Pager
      summary={summaryWords(users)}
      labels={{ back: text.previous, on: text.next }}
      prevCursor={users.prevCursor}
      nextCursor={users.nextCursor}
      onGo={(cursor) => onShow({ ...view, cursor })}
    >
      <RowCount
        label={text.rows}
        value={view.limit}
        onChange={(limit) => onShow(changeView(view, { limit }))}
      />
    </Pager>
  )
}

function announcement({ users, isSettled, isFetching }: Props['found']): string {
  if (!users) return isFetching ? text.loading : ''
  return isSettled ? foundWords(users) : ''
}
