import {
  receiveBounce as receiveBounceContract,
  receiveSendgridEvents as receiveSendgridEventsContract,
} from '@rekey/contracts/mail-events'
import type { Register } from '../../http/routes.ts'
import { admitBounce, receiveBounce } from './receive-bounce.ts'
import { admitSendgridEvents, receiveSendgridEvents } from './receive-sendgrid-events.ts'

export function mailEvents(register: Register) {
  register(receiveSendgridEventsContract, receiveSendgridEvents, { admit: admitSendgridEvents })
  register(receiveBounceContract, receiveBounce, { admit: admitBounce })
}
