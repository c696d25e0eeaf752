import type { Message } from '@rekey/contracts/messages'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { useUserMessages } from '../../console-kit/mails/use-user.ts'
import { MessageChip } from '../../console-kit/message-chip.tsx'
import { useCaller } from '../../console-kit/use-caller.ts'
import { fill } from '../../fill.ts'
import styles from './contacts.module.css'
import { contactsMessages as text } from './contacts-messages.ts'

type Props = { userId: string; message: Message }

/** The live status of a mail that was sent from here. Each new status reloads the rows. */
export function SentMail({ userId, message }: Props) {
  const { may } = useCaller()
  const queries = useQueryClient()
  const { data } = useUserMessages(userId, may('messages.read'))
  const now = data?.items.find(({ id }) => id === message.id) ?? message
  // biome-ignore lint/correctness/useExhaustiveDependencies: each status is a step.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['users'] })
  }, [queries, now.status])
  return (
    <span className={styles.sent}>
      {fill(text.mailIs, { mail: templateNames[message.template] })}
      <MessageChip message={now} />
    </span>
  )
}
