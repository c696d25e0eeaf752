import type { Message } from '@rekey/contracts/messages'
import { messageStatusOf } from './message-status.ts'
import { StatusChip } from './status-chip.tsx'

type Props = { message: Pick<Message, 'status' | 'reason'> & { triedUntil?: string | null } }

/** The status of a mail. */
export const MessageChip = ({ message }: Props) => <StatusChip of={messageStatusOf(message)} />
