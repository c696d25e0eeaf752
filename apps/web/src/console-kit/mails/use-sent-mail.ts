import type { Message } from '@rekey/contracts/messages'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useCaller } from '../use-caller.ts'
import { useUserMessages } from './use-user.ts'

export type Sent = { readonly userId: string; readonly message: Message }

/**
 * A mail that was sent from here, as it is now. Each new status may change what lists say about the
 * user and the mail server.
 */
export function useSentMail({ userId, message }: Sent): Message {
  const { may } = useCaller()
  const queries = useQueryClient()
  const { data } = useUserMessages(userId, may('messages.read'))
  const now = data?.items.find(({ id }) => id === message.id) ?? message
  // biome-ignore lint/correctness/useExhaustiveDependencies: each status is a step.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['users'] })
    void queries.invalidateQueries({ queryKey: ['mail-health'] })
  }, [queries, now.status])
  return now
}
