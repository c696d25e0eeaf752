import type { Message } from '@rekey/contracts/messages'
import type { User } from '@rekey/contracts/users'
import { type ReactNode, useState } from 'react'
import { Empty } from '../../console-kit/empty.tsx'
import { kitMessages } from '../../console-kit/kit-messages.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useMedia } from '../../console-kit/use-media.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { addContactPath } from '../../console-kit/user-paths.ts'
import { fill } from '../../fill.ts'
import { Button } from '../../ui/button.tsx'
import { ButtonLink } from '../../ui/button-link.tsx'
import styles from './contacts.module.css'
import { contactsMessages as text } from './contacts-messages.ts'
import { SentMail } from './sent-mail.tsx'
import { useContactsView } from './use-contacts-view.ts'
import { useUsers } from './use-users.ts'
import { userActs } from './user-acts.ts'
import { UserDialog } from './user-dialog.tsx'
import { UsersList } from './users-list.tsx'

type Props = {
  organizationId: string
  mayAdd: boolean
  onDone: (words: ReactNode) => void
}

/** The users of an organization. Each row has a button to send a reset. */
export function Contacts({ organizationId, mayAdd, onDone }: Props) {
  const { view, show } = useContactsView(organizationId)
  const isNarrow = useMedia('(max-width: 62.4375em)')
  const found = useUsers(view)
  const { remember } = useRestoredPlace(found.list !== undefined)
  const [resetting, setResetting] = useState<User | null>(null)
  const viewer = useCaller()
  return (
    <section aria-labelledby="contacts">
      <h2 id="contacts" className={styles.heading}>
        {text.contacts}
      </h2>
      <UsersList
        {...{ found, view, isNarrow }}
        empty={<NoContacts {...{ organizationId, mayAdd }} />}
        contactAct={(user) =>
          mayReset(user, viewer) && <ResetButton user={user} onPress={() => setResetting(user)} />
        }
        onShow={show}
        onFollow={remember}
      />
      {resetting && (
        <UserDialog
          act="reset"
          user={resetting}
          viewer={viewer}
          onClose={() => setResetting(null)}
          onDone={({ words, message }) => {
            setResetting(null)
            onDone(<Sent {...{ words, message }} userId={resetting.id} />)
          }}
        />
      )}
    </section>
  )
}

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

type SentProps = { words: ReactNode; message: Message | undefined; userId: string }

const Sent = ({ words, message, userId }: SentProps) => (
  <>
    {words}
    {message && <SentMail key={message.id} {...{ userId, message }} />}
  </>
)
