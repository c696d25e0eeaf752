import type { Message } from '@rekey/contracts/messages'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Say } from '../../ui/say.tsx'
import { DoneBanner } from '../done-banner.tsx'
import { MessageChip } from '../message-chip.tsx'
import { messageListMessages } from './message-list-messages.ts'
import styles from './sent-banner.module.css'
import { useUserMessages } from './use-user.ts'

export type Sent = { readonly userId: string; readonly message: Message }

type Props = { sent: Sent; text: `${string}{address}${string}`; onClose: () => void }

/**
 * Shows where a mail was sent and its live status. Each new status may say more about the mail
 * server.
 */
export function SentBanner({ sent: { userId, message }, text, onClose }: Props) {
  const queries = useQueryClient()
  const { data } = useUserMessages(userId, true)
  const now = data?.items.find(({ id }) => id === message.id) ?? message
  // biome-ignore lint/correctness/useExhaustiveDependencies: each status is a step.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['mail-health'] })
  }, [queries, now.status])
  return (
    <DoneBanner closeLabel={messageListMessages.close} onClose={onClose}>
      <span className={styles.words}>
        <span>
          <Say text={text} values={{ address: now.to ?? '' }} />
        </span>
        <MessageChip message={now} />
      </span>
    </DoneBanner>
  )
}
