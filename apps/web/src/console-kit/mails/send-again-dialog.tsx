import type { Message, resendMessage } from '@rekey/contracts/messages'
import { resending } from '@rekey/contracts/resending'
import type { showUser } from '@rekey/contracts/users'
import { useQuery } from '@tanstack/react-query'
import { Send } from 'lucide-react'
import { fill } from '../../fill.ts'
import { Say } from '../../ui/say.tsx'
import { ActionDialog } from '../action-dialog.tsx'
import { ask, tell } from '../ask.ts'
import { useCaller } from '../use-caller.ts'
import { useFetchAgain } from '../use-fetch-again.ts'
import { useVerb } from '../use-verb.ts'
import { templateNames } from './mail-kit-messages.ts'
import { messageListMessages } from './message-list-messages.ts'
import { goesWhereItWent } from './send-again.ts'

const text = messageListMessages.sendAgain

type Props = {
  message: Message
  userId: string
  onClose: () => void
  /** Receives the new mail, or a waiting mail with the same content. */
  onDone: (message: Message) => void
}

/** Shows the address before anything is sent, as it may have been corrected since. Enter sends. */
export function SendAgainDialog({ message, userId, onClose, onDone }: Props) {
  const address = useAddress(message, userId)
  const askAnew = useAskAnew()
  const verb = useVerb<typeof resendMessage>(
    () => tell<typeof resendMessage>('POST /messages/{id}/resend', { params: { id: message.id } }),
    (answer) => {
      askAnew()
      onDone(answer.message)
    },
  )
  return (
    <ActionDialog
      title={fill(text.title, { mail: templateNames[message.template] })}
      text={
        <>
          <Say text={whereWords(message)} values={{ address }} /> {bringsWords(message)}
        </>
      }
      words={text}
      icon={Send}
      verb={verb}
      focus="submit"
      onClose={onClose}
    />
  )
}

const toAll: readonly string[] = ['reset', 'notice']

const whereWords = ({ template }: Message) =>
  toAll.includes(resending[template].way) ? text.goesToAll : text.goesTo

const brings = {
  reset: text.sameSecrets,
  notice: text.sameNotice,
  'same-address': text.sameNotice,
  elsewhere: text.sameNotice,
  check: text.newButton,
  never: '',
} as const

const bringsWords = ({ template }: Message): string =>
  template === 'temporary-password' ? text.samePassword : brings[resending[template].way]

/** The user's current address, which is usually loaded already, or else the mail's address. */
function useAddress(message: Message, id: string): string {
  const { may } = useCaller()
  const { data: user } = useQuery({
    queryKey: ['user', id],
    queryFn: ({ signal }) => ask<typeof showUser>('GET /users/{id}', { params: { id }, signal }),
    enabled: !goesWhereItWent(message) && may('users.read', 'contacts.read'),
  })
  return (goesWhereItWent(message) ? null : user?.resetAddress) ?? message.to ?? ''
}

const useAskAnew = () => useFetchAgain('messages', 'user-messages', 'user', 'users')
