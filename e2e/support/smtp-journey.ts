import { type MailSink, openMailSink } from '../../apps/api/src/testing/mail-sink.ts'
import { test as base } from './journey.ts'

/** Used in a spec as `sinkPort`, it gives that spec a mail server and installation of its own. */
export const anyFreePort = 0

/** As every journey, on an installation that mails through a real SMTP server, which can go away. */
export const test = base.extend<object, { sinkPort: number; sink: MailSink }>({
  sinkPort: [anyFreePort, { scope: 'worker', option: true }],
  sink: [
    async ({ sinkPort }, use) => {
      const sink = await openMailSink({ port: sinkPort })
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
