import {
  receiveBounce as receiveBounceContract,
  receiveSendgridEvents as receiveSendgridEventsContract,
} from '@rekey/contracts/mail-events'
import type { Register } from '../../http/routes.ts'
import { receiveBounce } from './receive-bounce.ts'
import { receiveSendgridEvents } from './receive-sendgrid-events.ts'

export function mailEvents(register: Register) {
  register(receiveSendgridEventsContract, receiveSendgridEvents)
  register(receiveBounceContract, receiveBounce)
}
