import { type Tracing, traced } from '../lib/tracing.ts'
import type { Mailer } from './mail.ts'

/** One span for each mail that is handed over. It tells nothing of the mail but how that ended. */
export function traceMails(mailer: Mailer, tracing: Tracing): Mailer {
  const given = { kind: 'client', facts: { 'rekey.mail.transport': mailer.name } } as const
  return {
    ...mailer,
    deliver: (mail) =>
      traced(tracing, 'send mail', given, async (span) => {
        const delivery = await mailer.deliver(mail)
        span.add({ 'rekey.mail.status': delivery.status })
        if (delivery.status !== 'accepted') span.fail(delivery.reason)
        return delivery
      }),
  }
}
