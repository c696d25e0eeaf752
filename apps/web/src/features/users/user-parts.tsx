import type { User } from '@rekey/contracts/users'
import { Pencil } from 'lucide-react'
import type { ReactNode } from 'react'
import iconButton from '../../console-kit/icon-button.module.css'
import { MessageChip } from '../../console-kit/message-chip.tsx'
import { StatusChip } from '../../console-kit/status-chip.tsx'
import { Time } from '../../console-kit/time.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { dayAndTime, inSentence } from '../../console-kit/when.ts'
import { fill } from '../../fill.ts'
import { organizationPath } from '../../paths.ts'
import { Icon } from '../../ui/icon.tsx'
import { Link } from '../../ui/link.tsx'
import { Say, Whole } from '../../ui/say.tsx'
import { noMail, shownPassword } from './shown-states.ts'
import { mayEdit } from './user-acts.ts'
import { userListMessages as text } from './user-list-messages.ts'
import styles from './user-parts.module.css'

/** Parts that the table's rows and the cards share. */

type OfUser = { user: User }

type LinkProps = OfUser & { onFollow: (linkId: string) => void }

/** What the rows of a list offer, and what happens when the user leaves it. */
export type RowActs = {
  onFollow: LinkProps['onFollow']
  /** On an organization's page, which doesn't repeat its name. */
  isOfOrganization?: boolean
  /** The main action, as a button of its own. */
  actsOf?: ((user: User) => ReactNode) | undefined
  /** The menu of a row. On narrow screens it is also the way to edit the user. */
  menuOf?: ((user: User, withEdit: boolean) => ReactNode) | undefined
}

export function NameLink({ user, onFollow }: LinkProps) {
  const id = `user-${user.id}`
  return (
    <Link
      id={id}
      className={styles.name}
      to={userPaths.overview(user.id)}
      data-row-link
      translate="no"
      onClick={() => onFollow(id)}
    >
      {user.displayName}
    </Link>
  )
}

/** A pencil that opens the form, for viewers who may edit the user. */
export function EditLink({ user, onFollow }: LinkProps) {
  const viewer = useCaller()
  if (!mayEdit(user, viewer)) return null
  const id = `edit-${user.id}`
  return (
    <Link
      id={id}
      className={`${iconButton.button} ${styles.edit}`}
      to={userPaths.edit(user.id)}
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

/** The username, and where mails go if that isn't the username. */
export function Account({ user: { username, resetAddress } }: OfUser) {
  return (
    <>
      <Whole word={username} />
      {resetAddress !== username && (
        <span className={styles.note}>
          {resetAddress ? (
            <Say text={text.mailGoesTo} values={{ address: <Whole word={resetAddress} /> }} />
          ) : (
            text.noAddress
          )}
        </span>
      )}
    </>
  )
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
export function LastMail({ user: { lastMessage }, isAlone }: OfUser & { isAlone?: boolean }) {
  if (!lastMessage)
    return <StatusChip of={isAlone ? { ...noMail, words: text.noMailYet } : noMail} />
  return (
    <>
      <MessageChip message={lastMessage} />
      <span className={styles.note}>
        <Time at={lastMessage.at} />
      </span>
    </>
  )
}
