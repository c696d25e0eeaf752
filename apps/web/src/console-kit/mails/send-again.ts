import type { Message } from '@rekey/contracts/messages'
import type { Permission } from '@rekey/contracts/permissions'

type Template = Message['template']

/** What tells of what was done: sent by who may do that. All others are resets. */
const notices: readonly Template[] = [
  'password-changed',
  'username-changed',
  'address-changed',
  'address-check',
]

/**
 * What a digest told of stands in the audit log, what tries the mail server in Mail health, and a
 * link to a provider is part of a way that only the user's own browser can go on with.
 */
const once: readonly Template[] = ['disowned-digest', 'test', 'sso-link']

const waiting: readonly Message['status'][] = ['queued', 'sending', 'delayed']

/** Whether sending a mail again may help: it does not still wait, and there is somebody to send to. */
export const canSendAgain = ({ template, status, reason }: Message): boolean =>
  !once.includes(template) && !waiting.includes(status) && reason !== 'no-such-user'

/** It takes the permission of the call that would send it new. The server has the last word. */
export function maySendAgain(message: Message, permissions: readonly Permission[]): boolean {
  const needed: readonly Permission[] = notices.includes(message.template)
    ? ['users.write', 'contacts.write']
    : ['users.reset-password', 'contacts.reset-password']
  return canSendAgain(message) && needed.some((one) => permissions.includes(one))
}

/** Of the old name or address, whoever had it is told; all else goes where the user's mails go now. */
export const goesWhereItWent = ({ template }: Message): boolean =>
  template === 'username-changed' || template === 'address-changed'
