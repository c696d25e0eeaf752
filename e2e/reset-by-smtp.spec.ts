import type { SunkMail } from '../apps/api/testing/mail-sink.ts'
import { askForReset, completeReset, signIn } from './support/acts.ts'
import { expect } from './support/journey.ts'
import { readMail } from './support/mailbox.ts'
import { newPassword } from './support/people.ts'
import { test } from './support/smtp-journey.ts'

// Use a separate mail server, so that mails of other journeys aren't counted.
test.use({ sinkOf: 'reset-by-smtp' })

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

test('no mailbox is shown if mails are really sent', async ({ page }) => {
  await page.goto('/dev/mailbox')
  await expect(page.getByText('"not-found"')).toBeVisible()
})

const textOf = ({ text = '' }: SunkMail) => ({ text })
