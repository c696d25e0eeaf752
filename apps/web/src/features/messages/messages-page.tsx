import type { ListedMessage } from '@rekey/contracts/messages'
import { Activity } from 'lucide-react'
import { useState } from 'react'
import { ConsolePage } from '../../console-kit/console-page.tsx'
import { messageListMessages as text } from '../../console-kit/mails/message-list-messages.ts'
import type { MailActs } from '../../console-kit/mails/next-step.tsx'
import { maySendAgain } from '../../console-kit/mails/send-again.ts'
import { SendAgainDialog } from '../../console-kit/mails/send-again-dialog.tsx'
import { SentBanner } from '../../console-kit/mails/sent-banner.tsx'
import type { Sent } from '../../console-kit/mails/use-sent-mail.ts'
import { useAddressView } from '../../console-kit/use-address-view.ts'
import { useCaller } from '../../console-kit/use-caller.ts'
import { useRestoredPlace } from '../../console-kit/use-restored-place.ts'
import { userPaths } from '../../console-kit/user-paths.ts'
import { paths } from '../../paths.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Say } from '../../ui/say.tsx'
import { MessagesEmpty } from './messages-empty.tsx'
import { MessagesList } from './messages-list.tsx'
import { MessagesToolbar } from './messages-toolbar.tsx'
import { type MessagesView, readView, writeView } from './messages-url.ts'
import { useMessages } from './use-messages.ts'

/** `/messages`: the mails to all users, searched and filtered by the server, updated live. */
export default function MessagesPage() {
  const { view, show } = useView()
  const { permissions, may } = useCaller()
  const found = useMessages(view)
  const { isRestoring, remember } = useRestoredPlace(found.list !== undefined)
  const [asked, setAsked] = useState<Owned | null>(null)
  const [sent, setSent] = useState<Sent | null>(null)
  const actsOf = (message: ListedMessage): MailActs => ({
    correctAt:
      message.user && may('users.write', 'contacts.write')
        ? `${userPaths.edit(message.user.id)}#address`
        : null,
    onSendAgain:
      isOwned(message) && maySendAgain(message, permissions) ? () => setAsked(message) : null,
    onReactivate: null,
  })
  return (
    <>
      <ConsolePage
        heading={text.title}
        ownFocus={isRestoring}
        actions={
          <ButtonLink to={paths.mailHealth}>
            <Icon of={Activity} size={18} />
            {text.health}
          </ButtonLink>
        }
        notice={
          sent && (
            <SentBanner key={sent.message.id} sent={sent} onClose={() => setSent(null)}>
              <Say text={text.sendAgain.done} values={{ address: sent.message.to ?? '' }} />
            </SentBanner>
          )
        }
      >
        <MessagesToolbar view={view} onShow={show} />
        <MessagesList
          {...{ found, view, actsOf }}
          empty={<MessagesEmpty view={view} onShow={show} />}
          onShow={show}
          onFollow={remember}
        />
      </ConsolePage>
      {asked && (
        <SendAgainDialog
          message={asked}
          userId={asked.user.id}
          onClose={() => setAsked(null)}
          onDone={(message) => {
            setAsked(null)
            setSent({ userId: asked.user.id, message })
          }}
        />
      )}
    </>
  )
}

type Owned = ListedMessage & { readonly user: NonNullable<ListedMessage['user']> }

const isOwned = (message: ListedMessage): message is Owned => message.user !== null

const useView = () => useAddressView<MessagesView>(paths.messages, readView, writeView)
