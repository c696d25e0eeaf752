import type { User } from '@rekey/contracts/users'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import table from '../../console-kit/table.module.css'
import { useCaller } from '../../console-kit/use-caller.ts'
import hidden from '../../ui/hidden.module.css'
import { Icon } from '../../ui/icon.tsx'
import { shownStatus } from './shown-states.ts'
import { userListMessages } from './user-list-messages.ts'
import {
  type ContactProps,
  EditLink,
  Email,
  Kind,
  LastMail,
  type LinkProps,
  NameLink,
  Password,
  Username,
} from './user-parts.tsx'
import styles from './users-table.module.css'
import type { UsersView } from './users-url.ts'

const text = userListMessages.columns

type Sort = NonNullable<UsersView['sort']>

type Props = ContactProps & {
  sort: Sort
  onSort: (sort: Sort) => void
  /** Null while the users are fetched for the first time. */
  users: readonly User[] | null
  onFollow: LinkProps['onFollow']
  children?: ReactNode
}

/**
 * Seven columns from 1280 px. On narrower screens e-mail is below username, and password below
 * status.
 */
export function UsersTable({ sort, onSort, users, children, ...row }: Props) {
  const { may } = useCaller()
  const sorting = { sort, onSort }
  return (
    <table
      className={`${table.table} ${row.contactAct ? styles.contacts : ''}`}
      aria-busy={users === null || undefined}
    >
      <caption className={hidden.hidden}>{userListMessages.title}</caption>
      <thead>
        <tr>
          <SortedHeader by="displayName" {...sorting} className={styles.name ?? ''}>
            {text.name}
          </SortedHeader>
          {may('users.read') ? (
            <SortedHeader by="username" {...sorting} className={styles.username ?? ''}>
              {text.username}
            </SortedHeader>
          ) : (
            <th scope="col" className={styles.username}>
              {text.username}
            </th>
          )}
          <th scope="col" className={styles.email}>
            {text.email}
          </th>
          <th scope="col" className={styles.status}>
            {text.status}
          </th>
          <th scope="col" className={styles.password}>
            {text.password}
          </th>
          <th scope="col" className={styles.mail}>
            {text.lastMail}
          </th>
          <th scope="col" className={styles.actions}>
            <span className={hidden.hidden}>{text.actions}</span>
          </th>
        </tr>
      </thead>
      {users && (
        <tbody>
          {users.map((user) => (
            <UserRow key={user.id} user={user} {...row} />
          ))}
        </tbody>
      )}
      {children}
    </table>
  )
}

function UserRow({ user, onFollow, contactAct }: LinkProps & ContactProps) {
  return (
    <tr>
      <th scope="row">
        <NameLink {...{ user, onFollow }} />
        {!contactAct && (
          <span className={styles.kind}>
            <Kind {...{ user, onFollow }} />
          </span>
        )}
      </th>
      <td>
        <Username user={user} />
        <span className={styles.emailBelow}>
          <Email user={user} />
        </span>
      </td>
      <td className={styles.email}>
        <Email user={user} />
      </td>
      <td>
        <StatusChip of={shownStatus(user)} />
        <span className={styles.passwordBelow}>
          <Password user={user} />
        </span>
      </td>
      <td className={styles.password}>
        <Password user={user} />
      </td>
      <td>
        <LastMail user={user} />
      </td>
      <td className={styles.actions}>
        <span className={styles.acts}>
          {contactAct?.(user)}
          <EditLink {...{ user, onFollow }} />
        </span>
      </td>
    </tr>
  )
}

type HeaderProps = {
  by: 'displayName' | 'username'
  sort: Sort
  onSort: (sort: Sort) => void
  className: string
  children: string
}

/** A column header. The first press sorts by it, and the next press reverses the order. */
function SortedHeader({ by, sort, onSort, className, children }: HeaderProps) {
  const direction = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : null
  return (
    <th scope="col" className={className} {...(direction && { 'aria-sort': direction })}>
      <button
        type="button"
        className={table.sort}
        onClick={() => onSort(direction === 'ascending' ? `-${by}` : by)}
      >
        {children}
        {direction && <Icon of={direction === 'ascending' ? ArrowUp : ArrowDown} size={16} />}
      </button>
    </th>
  )
}
