import type { User } from '@rekey/contracts/users'
import { Pencil } from 'lucide-react'
import { Link } from 'react-router'
import { MessageChip } from '../../console-ui/message-chip.tsx'
import { StatusChip } from '../../console-ui/status-chip.tsx'
import { fill } from '../../fill.ts'
import { paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Whole } from '../../ui/say.tsx'
import { Time } from '../user/time.tsx'
import { noMail, shownPassword } from './shown-states.ts'
import styles from './user-parts.module.css'
import { usersMessages as text } from './users-messages.ts'

/** What a row of the table and a card have in common. */

export type LinkProps = { user: User; onFollow: (linkId: string) => void }

export function NameLink({ user, onFollow }: LinkProps) {
  const id = `user-${user.id}`
  return (
    <Link
      id={id}
      className={styles.name}
      to={`${paths.users}/${user.id}`}
      data-row-link
      onClick={() => onFollow(id)}
    >
      {user.displayName}
    </Link>
  )
}

export function EditLink({ user, onFollow }: LinkProps) {
  const id = `edit-${user.id}`
  return (
    <Link
      id={id}
      className={styles.edit}
      to={`${paths.users}/${user.id}`}
      aria-label={fill(text.edit, { name: user.displayName })}
      onClick={() => onFollow(id)}
    >
      <Icon of={Pencil} size={18} />
    </Link>
  )
}

export function kindWords({ kind, organization }: User): string {
  const words = text.kinds[kind]
  return organization
    ? fill(text.ofOrganization, { kind: words, organization: organization.name })
    : words
}

export const Username = ({ user }: { user: User }) => <Whole word={user.username} />

export function Email({ user: { emailTo, username, resetAddress } }: { user: User }) {
  const isSame = emailTo === username || (!emailTo && resetAddress === username)
  if (isSame) return text.sameAsUsername
  return emailTo ? <Whole word={emailTo} /> : text.noEmail
}

export const Password = ({ user }: { user: User }) => <StatusChip of={shownPassword(user)} />

/** How the last mail stands, and since when. */
export function LastMail({ user: { lastMessage, resetAddress } }: { user: User }) {
  return (
    <>
      {lastMessage ? <MessageChip message={lastMessage} /> : <StatusChip of={noMail} />}
      {lastMessage && (
        <span className={styles.note}>
          <Time at={lastMessage.at} />
        </span>
      )}
      {!lastMessage && !resetAddress && <span className={styles.note}>{text.noAddress}</span>}
    </>
  )
}
