import { type MailSink, openMailSink, type SunkMail } from '../apps/api/src/testing/mail-sink.ts'
import { askForReset, completeReset, signIn } from './support/acts.ts'
import { test as base, expect } from './support/journey.ts'
import { readMail } from './support/mailbox.ts'
import { newPassword } from './support/people.ts'

const anyFreePort = 0

const test = base.extend<object, { sinkPort: number; sink: MailSink }>({
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

test('a mail server that first answers 451 gets the same mail again, and its link and code work', async ({
  page,
  openBrowser,
  people,
  sink,
}) => {
  const username = people.meet('staff')
  sink.script({ do: 'answer', code: 451, words: '4.3.0 Try again later' })
  await askForReset(page, username)
  const mail = readMail(textOf(await sink.waitForMail(username)))
  expect(sink.tries).toBe(2)
  expect(sink.mails).toHaveLength(1)

  const otherDevice = await openBrowser()
  await completeReset(otherDevice, mail)
  await signIn(page, username, newPassword)
})

test('no mailbox is shown where mail leaves the machine', async ({ page }) => {
  await page.goto('/dev/mailbox')
  await expect(page.getByText('"not-found"')).toBeVisible()
})

const textOf = ({ text = '' }: SunkMail) => ({ text })
