import type { Handlers } from '../../http/routes.ts'
import { listMessages } from './list-messages.ts'
import { listUserMessages } from './list-user-messages.ts'
import { resendMessage } from './resend-message.ts'

export const messages = {
  listUserMessages,
  listMessages,
  resendMessage,
} satisfies Partial<Handlers>
