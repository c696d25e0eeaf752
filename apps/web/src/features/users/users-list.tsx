import { useEffect, useRef } from 'react'
import { Pager } from '../../console-ui/pager.tsx'
import { Select } from '../../console-ui/select.tsx'
import { fill } from '../../fill.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Status } from '../../ui/status.tsx'
import { moveBetweenRows } from './row-keys.ts'
import type { ShownUsers, useUsers } from './use-users.ts'
import { UsersCards } from './users-cards.tsx'
import { UsersEmpty } from './users-empty.tsx'
import styles from './users-list.module.css'
import { usersMessages as text } from './users-messages.ts'
import { SkeletonCards, SkeletonRows } from './users-skeleton.tsx'
import { UsersTable } from './users-table.tsx'
import { changeView, rowCounts, type UsersView } from './users-url.ts'
import { foundWords, summaryWords } from './users-words.ts'

type Props = {
  found: ReturnType<typeof useUsers>
  view: UsersView
  isNarrow: boolean
  mayAdd: boolean
  onShow: (view: UsersView) => void
  onFollow: (linkId: string) => void
}

/** The users of a view, in each of its states; below them the way to more. */
export function UsersList({ found, view, mayAdd, onShow, ...rest }: Props) {
  const { users, problem, isSettled, isFetching, again } = found
  const isEmpty = users?.items.length === 0
  const list = usePageFocus(view.cursor, isSettled)
  return (
    <div ref={list} tabIndex={-1} className={styles.list}>
      <Status>{announcement(found)}</Status>
      <div role="alert" className={styles.problem}>
        {problem && (
          <Banner tone="bad" action={<Button onClick={again}>{text.tryAgain}</Button>}>
            {text.couldNotLoad}
          </Banner>
        )}
      </div>
      {users?.similar && !isEmpty && (
        <p className={styles.similar}>{fill(text.similar, { search: view.search ?? '' })}</p>
      )}
      {isEmpty && isSettled && <UsersEmpty {...{ view, mayAdd, onShow }} />}
      {!isEmpty && !(problem && !users) && (
        // biome-ignore lint/a11y/noStaticElementInteractions: arrows are an extra to Tab on the links inside.
        <div data-dimmed={isFetching && users !== undefined} onKeyDown={moveBetweenRows}>
          <Rows {...{ users, view, onShow, ...rest }} />
        </div>
      )}
      {users && !isEmpty && <Foot {...{ users, view, onShow }} />}
    </div>
  )
}

type RowsProps = Pick<Props, 'view' | 'isNarrow' | 'onShow' | 'onFollow'> & {
  users: ShownUsers | undefined
}

function Rows({ users, view, isNarrow, onShow, onFollow }: RowsProps) {
  if (isNarrow) {
    return users ? <UsersCards users={users.items} onFollow={onFollow} /> : <SkeletonCards />
  }
  return (
    <UsersTable
      sort={view.sort ?? 'displayName'}
      onSort={(sort) => onShow(changeView(view, { sort }))}
      users={users?.items ?? null}
      onFollow={onFollow}
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
      <div className={styles.rows}>
        <Select
          name="rows"
          look="inline"
          label={text.rows}
          options={rowCounts.map((count) => ({ value: count, label: count }))}
          value={(view.limit as (typeof rowCounts)[number] | undefined) ?? '25'}
          onChange={(limit) => onShow(changeView(view, { limit }))}
        />
      </div>
    </Pager>
  )
}

function announcement({ users, isSettled, isFetching }: Props['found']): string {
  if (!users) return isFetching ? text.loading : ''
  return isSettled ? foundWords(users) : ''
}

/** Another page is read from its top: the focus goes there with the eye. */
function usePageFocus(cursor: string | undefined, isSettled: boolean) {
  const list = useRef<HTMLDivElement>(null)
  const shown = useRef(cursor)
  useEffect(() => {
    if (!isSettled || shown.current === cursor) return
    const isTurned = document.activeElement?.closest('button') !== null
    shown.current = cursor
    if (!isTurned || cursor === undefined) return
    list.current?.focus({ preventScroll: true })
    window.scrollTo(0, 0)
  }, [cursor, isSettled])
  return list
}
