import type { listUsers } from '@rekey/contracts/users'
import { queryString } from '../../console-kit/ask.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useList } from '../../console-kit/use-list.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Link } from '../../ui/link.tsx'
import styles from './setting-fields.module.css'
import { settingsMessages as text } from './settings-messages.ts'

const filter = { secondFactor: 'due' } as const

/**
 * How many people must have a second factor by the saved settings and have none, and their list.
 */
export function DueUsers() {
  const { may } = useCaller()
  const isEnabled = may('users.read')
  const { list } = useList<typeof listUsers>(
    'GET /users',
    'users-due',
    { ...filter, limit: '1' },
    { isEnabled },
  )
  if (!isEnabled) return null
  if (list?.total === 0) return <p className={styles.hint}>{text.nobodyDue}</p>
  return (
    <p>
      <Link to={`${userPaths.users}${queryString(filter)}`}>{wordsOf(list?.total ?? null)}</Link>
    </p>
  )
}

/** Null: not known, or too many to count quickly. */
function wordsOf(total: number | null): string {
  if (total === null) return text.usersDue
  return total === 1 ? text.oneUserDue : fill(text.someUsersDue, { count: total })
}
