import type { Message } from '@rekey/contracts/messages'
import type { Permission } from '@rekey/contracts/permissions'

type Template = Message['template']

/**
 * Notices about completed actions. Users who may do the action may send them. All others are
 * resets.
 */
const notices: readonly Template[] = [
  'password-changed',
  'username-changed',
  'address-changed',
  'address-check',
]

/**
 * Mails that are never sent again. The audit log contains what a digest or a notice about a webhook
 * reports, and Mail health sends its own test mails. A mail with a link to a provider works only in
 * the browser in which the user began.
 */
const once: readonly Template[] = ['disowned-digest', 'test', 'sso-link', 'webhook-switched-off']

const waiting: readonly Message['status'][] = ['queued', 'sending', 'delayed']

/** True if sending a mail again can help: it isn't waiting any more, and its recipient exists. */
export const canSendAgain = ({ template, status, reason }: Message): boolean =>
  !once.includes(template) && !waiting.includes(status) && reason !== 'no-such-user'

/** Needs the permission of the API call that would send the mail anew. The server decides. */
export function maySendAgain(message: Message, permissions: readonly Permission[]): boolean {
  const needed: readonly Permission[] = notices.includes(message.template)
    ? ['users.write', 'contacts.write']
    : ['users.reset-password', 'contacts.reset-password']
  return canSendAgain(message) && needed.some((one) => permissions.includes(one))
}

/**
 * Notices about an old name or address go to that address again. All others go to the current one.
 */
export const goesWhereItWent = ({ template }: Message): boolean =>
  template === 'username-changed' || template === 'address-changed'
