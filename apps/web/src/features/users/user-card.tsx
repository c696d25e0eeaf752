import type { User } from '@rekey/contracts/users'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { shownPassword, shownStatus } from './shown-states.ts'
import styles from './user-card.module.css'
import { userListMessages as text } from './user-list-messages.ts'
import {
  Account,
  EditLink,
  Kind,
  LastMail,
  NameLink,
  PasswordUntil,
  type RowActs,
} from './user-parts.tsx'

type Props = RowActs & { user: User }

/** A user on narrow screens. */
export const UserCard = ({ user, onFollow, isOfOrganization, actsOf, menuOf }: Props) => (
  <div className={styles.card}>
    <div>
      <h2 className={styles.name}>
        <NameLink {...{ user, onFollow }} />
      </h2>
      <div className={styles.account}>
        <Account user={user} />
      </div>
      {!isOfOrganization && (
        <p className={styles.kind}>
          <Kind {...{ user, onFollow }} />
        </p>
      )}
    </div>
    {menuOf ? menuOf(user, true) : <EditLink {...{ user, onFollow }} />}
    <p className={styles.states}>
      <StatusChip of={shownStatus(user)} />
      <StatusChip of={ownWords(user)} />
      <PasswordUntil user={user} />
    </p>
    <p className={styles.states}>
      <LastMail user={user} isAlone />
    </p>
    {actsOf && <div className={styles.act}>{actsOf(user)}</div>}
  </div>
)

/** "OK" means nothing without the header of its column, so cards use longer words. */
function ownWords(user: User) {
  const shown = shownPassword(user)
  return shown.words === text.passwordStates.set ? { ...shown, words: text.passwordOk } : shown
}
