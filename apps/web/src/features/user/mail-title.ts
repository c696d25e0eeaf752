import type { Message } from '@rekey/contracts/messages'
import { fill } from '../../fill.ts'
import { userMessages } from './user-messages.ts'

const words = {
  'self-service': userMessages.mails.byUser,
  started: userMessages.mails.byAdministrator,
  notice: userMessages.mails.notice,
} as const satisfies Record<Message['origin'], string>

/** Which mail it is, and who asked for it. */
export const mailTitle = ({ template, origin }: Message): string =>
  fill(words[origin], { mail: userMessages.templates[template] })
