import type { User } from '@rekey/contracts/users'
import { StatusChip } from '../../console-ui/status-chip.tsx'
import { shownPassword, shownStatus } from './shown-states.ts'
import { EditLink, kindWords, LastMail, type LinkProps, NameLink, Username } from './user-parts.tsx'
import styles from './users-cards.module.css'
import { usersMessages as text } from './users-messages.ts'

type Props = { users: readonly User[]; onFollow: LinkProps['onFollow'] }

/** The table where there is no room for one: a card a user. */
export function UsersCards({ users, onFollow }: Props) {
  return (
    <ul className={styles.cards} aria-label={text.title}>
      {users.map((user) => (
        <li key={user.id} className={styles.card}>
          <div>
            <h2 className={styles.name}>
              <NameLink {...{ user, onFollow }} />
            </h2>
            <p className={styles.username}>
              <Username user={user} />
            </p>
            <p className={styles.kind}>{kindWords(user)}</p>
          </div>
          <EditLink {...{ user, onFollow }} />
          <p className={styles.states}>
            <StatusChip of={shownStatus(user)} />
            <StatusChip of={ownWords(user)} />
          </p>
          <p className={styles.states}>
            <LastMail user={user} />
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Without a column's head, "OK" alone would say nothing. */
function ownWords(user: User) {
  const shown = shownPassword(user)
  return shown.words === text.passwordStates.set ? { ...shown, words: text.passwordOk } : shown
}
