import type { User } from '@rekey/contracts/users'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { shownPassword, shownStatus } from './shown-states.ts'
import { userListMessages as text } from './user-list-messages.ts'
import {
  type ContactProps,
  EditLink,
  Email,
  Kind,
  LastMail,
  type LinkProps,
  NameLink,
  PasswordUntil,
  Username,
} from './user-parts.tsx'
import styles from './users-cards.module.css'

type Props = ContactProps & { users: readonly User[]; onFollow: LinkProps['onFollow'] }

/** The users on narrow screens, as one card each. */
export function UsersCards({ users, onFollow, contactAct }: Props) {
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
            <p className={styles.kind}>
              {contactAct ? <Email user={user} /> : <Kind {...{ user, onFollow }} />}
            </p>
          </div>
          <EditLink {...{ user, onFollow }} />
          <p className={styles.states}>
            <StatusChip of={shownStatus(user)} />
            <StatusChip of={ownWords(user)} />
            <PasswordUntil user={user} />
          </p>
          <p className={styles.states}>
            <LastMail user={user} />
          </p>
          {contactAct && <div className={styles.act}>{contactAct(user)}</div>}
        </li>
      ))}
    </ul>
  )
}

/** "OK" means nothing without the header of its column, so cards use longer words. */
function ownWords(user: User) {
  const shown = shownPassword(user)
  return shown.words === text.passwordStates.set ? { ...shown, words: text.passwordOk } : shown
}
