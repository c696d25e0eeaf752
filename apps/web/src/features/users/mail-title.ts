import type { Message } from '@rekey/contracts/messages'
import { mailMessages, templateNames } from '../../console-kit/mails/mail-messages.ts'
import { fill } from '../../fill.ts'

const words = {
  'self-service': mailMessages.byUser,
  started: mailMessages.byAdministrator,
  notice: mailMessages.notice,
} as const satisfies Record<Message['origin'], string>

/** Which mail it is, and who asked for it. */
export const mailTitle = ({ template, origin }: Message): string =>
  fill(words[origin], { mail: templateNames[template] })
