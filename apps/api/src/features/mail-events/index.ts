import type { Handlers } from '../../http/routes.ts'
import { admitBounce, receiveBounce } from './receive-bounce.ts'
import { admitSendgridEvents, receiveSendgridEvents } from './receive-sendgrid-events.ts'

export const mailEvents = {
  receiveSendgridEvents: { verb: receiveSendgridEvents, admit: admitSendgridEvents },
  receiveBounce: { verb: receiveBounce, admit: admitBounce },
} satisfies Partial<Handlers>
