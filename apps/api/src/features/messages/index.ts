import { listUserMessages as listUserMessagesContract } from '@rekey/contracts/users'
import type { Register } from '../../http/routes.ts'
import { listUserMessages } from './list-user-messages.ts'

export function messages(register: Register) {
  register(listUserMessagesContract, listUserMessages)
}
