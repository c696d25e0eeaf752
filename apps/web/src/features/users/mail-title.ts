import type { Message } from '@rekey/contracts/messages'
import { mailKitMessages, templateNames } from '../../console-kit/mails/mail-kit-messages.ts'
import { fill } from '../../fill.ts'

const words = {
  'self-service': mailKitMessages.byUser,
  started: mailKitMessages.byAdministrator,
  notice: mailKitMessages.notice,
} as const satisfies Record<Message['origin'], string>

/** The kind of a mail, and who requested it. */
export const mailTitle = ({ template, origin }: Message): string =>
  fill(words[origin], { mail: templateNames[template] })
