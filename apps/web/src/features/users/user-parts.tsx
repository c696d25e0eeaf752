import type { User } from '@rekey/contracts/users'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import { MessageChip } from '../../console-kit/message-chip.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { organizationPath, paths } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Say, Whole } from '../../ui/say.tsx'
import { noMail, shownPassword } from './shown-states.ts'
import { userListMessages as text } from './user-list-messages.ts'
import styles from './user-parts.module.css'

/** Parts that the table's rows and the cards share. */

type OfUser = { user: User }

export type LinkProps = OfUser & { onFollow: (linkId: string) => void }

export type ContactProps = {
  /** On an organization's page, which doesn't repeat its name: the main action for a contact. */
  contactAct?: ((user: User) => ReactNode) | undefined
}

export function NameLink({ user, onFollow }: LinkProps) {
  const id = `user-${user.id}`
  return (
    <Link
      id={id}
      className={styles.name}
      to={`${paths.users}/${user.id}`}
      data-row-link
      translate="no"
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

/** The kind of user, with the organization of a contact. */
export function Kind({ user, onFollow }: LinkProps) {
  const { kind, organization } = user
  if (!organization) return text.kinds[kind]
  const id = `organization-of-${user.id}`
  const link = (
    <Link
      id={id}
      className={styles.organization}
      to={organizationPath(organization.id)}
      translate="no"
      onClick={() => onFollow(id)}
    >
      {organization.name}
    </Link>
  )
  return <Say text={text.ofOrganization} values={{ kind: text.kinds[kind], organization: link }} />
}

export const Username = ({ user }: OfUser) => <Whole word={user.username} />

export function Email({ user: { emailTo, username, resetAddress } }: OfUser) {
  const isSame = emailTo === username || (!emailTo && resetAddress === username)
  if (isSame) return text.sameAsUsername
  return emailTo ? <Whole word={emailTo} /> : text.noEmail
}

/** The state of the password, with the expiry of a temporary one. */
export const Password = ({ user }: OfUser) => (
  <>
    <StatusChip of={shownPassword(user)} />
    <PasswordUntil user={user} />
  </>
)

/** How long a temporary password works, known once its mail was accepted. */
export function PasswordUntil({ user: { passwordState, temporaryPasswordUntil: at } }: OfUser) {
  if (passwordState !== 'temporary' || !at) return null
  const time = inSentence(dayAndTime(new Date(at)))
  return (
    <span className={styles.note}>
      <Time at={at} words={fill(text.until, { time })} />
    </span>
  )
}

/** The status of the last mail, and since when. */
export function LastMail({ user: { lastMessage, resetAddress } }: OfUser) {
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
