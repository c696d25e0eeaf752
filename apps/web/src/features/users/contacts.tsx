import type { User } from '@rekey/contracts/users'
import type { ReactNode } from 'react'
import { Empty } from '../../console-kit/empty.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import type { Sent } from '../../console-kit/mails/use-sent-mail.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { addContactPath } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import styles from './contacts.module.css'
import { contactsMessages as text } from './contacts-messages.ts'
import { useContactsView } from './use-contacts-view.ts'
import { useRowActs } from './use-row-acts.tsx'
import { useUsers } from './use-users.ts'
import { userActs } from './user-acts.ts'
import { UsersList } from './users-list.tsx'

type Props = {
  organizationId: string
  mayAdd: boolean
  /** Receives the result, and the mail that was sent. */
  onDone: (words: ReactNode, sent?: Sent) => void
}

/** The users of an organization. Each row has a button to send a reset. */
export function Contacts({ organizationId, mayAdd, onDone }: Props) {
  const { view, show } = useContactsView(organizationId)
  const isNarrow = useMedia(narrow)
  const found = useUsers(view)
  const { remember } = useRestoredPlace(found.list !== undefined)
  const { dialog, start } = useRowActs(({ id }, { words, message }) =>
    onDone(words, message && { userId: id, message }),
  )
  const viewer = useCaller()
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts" className={styles.heading}>
        {text.contacts}
      </h2>
      <UsersList
        {...{ found, view, isNarrow, narrow }}
        isOfOrganization
        empty={<NoContacts {...{ organizationId, mayAdd }} />}
        actsOf={(user) =>
          mayReset(user, viewer) && <ResetButton user={user} onPress={() => start(user, 'reset')} />
        }
        onShow={show}
        onFollow={remember}
      />
      {dialog}
    </section>
  )
}

/** The button of each row needs more width than a menu does. */
const narrow = '(max-width: 62.4375em)'

/** True even if no reset can be sent now, as the dialog then says why. */
const mayReset = (...who: Parameters<typeof userActs>): boolean =>
  userActs(...who)
    .flat()
    .some(({ id }) => id === 'reset')

const ResetButton = ({ user, onPress }: { user: User; onPress: () => void }) => (
  <Button
    look="quiet"
    className={styles.reset ?? ''}
    aria-label={fill(text.resetPasswordOf, { name: user.displayName })}
    onClick={onPress}
  >
    {text.resetPassword}
  </Button>
)

function NoContacts({ organizationId, mayAdd }: Pick<Props, 'organizationId' | 'mayAdd'>) {
  return (
    <Empty
      title={text.noContacts}
      text={mayAdd ? text.noContactsText : undefined}
      action={
        mayAdd && (
          <ButtonLink to={addContactPath(organizationId)}>{kitMessages.addContact}</ButtonLink>
        )
      }
    />
  )
}
