import { type MailSink, openMailSink } from '../../apps/api/testing/mail-sink.ts'
import { test as base } from './journey.ts'

type OfWorker = {
  /**
   * A spec that names itself here has mail server and installation alone: no other spec says it.
   */
  sinkOf: string
  sink: MailSink
}

/**
 * As every journey, on an installation that mails through a real SMTP server, which can go away.
 */
export const test = base.extend<object, OfWorker>({
  sinkOf: ['everybody', { scope: 'worker', option: true }],
  sink: [
    async ({ sinkOf: _whose }, use) => {
      const sink = await openMailSink()
      await use(sink)
      await sink.close()
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ sink }, use) => use({ MAIL_TRANSPORT: 'smtp', SMTP_URL: sink.url }),
    { scope: 'worker' },
  ],
})
