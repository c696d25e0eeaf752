import type { Message } from '@rekey/contracts/messages'
import type { Permission } from '@rekey/contracts/permissions'
import { resending } from '@rekey/contracts/resending'

const waiting: readonly Message['status'][] = ['queued', 'sending', 'delayed']

/** True if sending a mail again can help: it isn't waiting any more, and its recipient exists. */
export const canSendAgain = ({ template, status, reason }: Message): boolean =>
  resending[template].way !== 'never' && !waiting.includes(status) && reason !== 'no-such-user'

/** Needs the permission of the API call that would send the mail anew. The server decides. */
export function maySendAgain(message: Message, permissions: readonly Permission[]): boolean {
  const { needs } = resending[message.template]
  const needed = [`users.${needs}`, `contacts.${needs}`] as const
  return canSendAgain(message) && needed.some((one) => permissions.includes(one))
}

/**
 * Notices about an old name or address go to that address again. All others go to the current ones.
 */
export const goesWhereItWent = ({ template }: Message): boolean =>
  resending[template].way === 'same-address'
