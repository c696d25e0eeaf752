import type { Message } from '@rekey/contracts/messages'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { MessageChip } from '../../console-ui/message-chip.tsx'
import { fill } from '../../fill.ts'
import { useCaller } from '../console/use-caller.ts'
import { useUserMessages } from '../user/use-user.ts'
import { userMessages } from '../user/user-messages.ts'
import styles from './contacts.module.css'
import { organizationsMessages as text } from './organizations-messages.ts'

type Props = { userId: string; message: Message }

/** A mail that was sent from here, as it moves; with each step the rows are asked for anew. */
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
      {fill(text.mailIs, { mail: userMessages.templates[message.template] })}
      <MessageChip message={now} />
    </span>
  )
}
