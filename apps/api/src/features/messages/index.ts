import * as contracts from '@rekey/contracts/messages'
import { listUserMessages as listUserMessagesContract } from '@rekey/contracts/users'
import type { Register } from '../../http/routes.ts'
import { listMessages } from './list-messages.ts'
import { listUserMessages } from './list-user-messages.ts'
import { resendMessage } from './resend-message.ts'

export function messages(register: Register) {
  register(listUserMessagesContract, listUserMessages)
  register(contracts.listMessages, listMessages)
  register(contracts.resendMessage, resendMessage)
}
