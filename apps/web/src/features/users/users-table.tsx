import type { User } from '@rekey/contracts/users'
import type { Column, Sort } from '../../console-kit/column.tsx'
import { DataTable } from '../../console-kit/data-table.tsx'
import type { RowSelection } from '../../console-kit/row-selection.ts'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { shownStatus } from './shown-states.ts'
import { UserCard } from './user-card.tsx'
import { userListMessages } from './user-list-messages.ts'
import {
  Account,
  EditLink,
  Kind,
  LastMail,
  NameLink,
  Password,
  type RowActs,
} from './user-parts.tsx'
import styles from './users-table.module.css'
import type { UsersView } from './users-url.ts'

const text = userListMessages.columns

type Order = NonNullable<UsersView['sort']>

type Props = RowActs & {
  sort: Order
  onSort: (sort: Order) => void
  /** Null while the users are fetched for the first time. */
  users: readonly User[] | null
  /** The media query of screens that show cards. */
  narrow: string
  selection?: RowSelection<User> | undefined
}

/** Users as a table. From 1140 px down, the password stands below the status. */
export function UsersTable({ users, sort, onSort, narrow, selection, ...acts }: Props) {
  const { may } = useCaller()
  const sortBy = (name: 'displayName' | 'username'): Sort => ({
    direction: directionOf(name, sort),
    onPress: () => onSort(sort === name ? `-${name}` : name),
  })
  return (
    <DataTable<User>
      caption={userListMessages.title}
      rows={users}
      selection={selection}
      columns={[
        nameColumn(acts, sortBy('displayName')),
        {
          label: text.account,
          cell: (user) => <Account user={user} />,
          className: styles.account,
          // The order of masked addresses would reveal them.
          sort: may('users.read') ? sortBy('username') : undefined,
        },
        ...states,
        {
          label: text.actions,
          isLabelHidden: true,
          cell: (user) => (
            <span className={styles.acts}>
              {acts.actsOf?.(user)}
              <EditLink user={user} onFollow={acts.onFollow} />
              {acts.menuOf?.(user, false)}
            </span>
          ),
          className: acts.actsOf ? styles.longActions : styles.actions,
        },
      ]}
      cards={{ media: narrow, card: (user) => <UserCard user={user} {...acts} /> }}
    />
  )
}

const directionOf = (name: 'displayName' | 'username', sort: Order) =>
  sort === name ? 'ascending' : sort === `-${name}` ? 'descending' : null

const nameColumn = ({ onFollow, isOfOrganization }: RowActs, sort: Sort): Column<User> => ({
  label: text.name,
  cell: (user) => (
    <>
      <NameLink {...{ user, onFollow }} />
      {!isOfOrganization && (
        <span className={styles.kind}>
          <Kind {...{ user, onFollow }} />
        </span>
      )}
    </>
  ),
  sort,
})

const states: readonly Column<User>[] = [
  {
    label: text.status,
    cell: (user) => (
      <>
        <StatusChip of={shownStatus(user)} />
        <span className={styles.passwordBelow}>
          <Password user={user} />
        </span>
      </>
    ),
    className: styles.status,
  },
  {
    label: text.password,
    cell: (user) => <Password user={user} />,
    className: styles.password,
  },
  { label: text.lastMail, cell: (user) => <LastMail user={user} />, className: styles.mail },
]
