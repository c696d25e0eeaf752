import { completeReset } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import type { ReceivedMail } from '../support/mailbox.ts'
import { administrator } from '../support/people.ts'

test('every mail', async ({ page, openBrowser, people, mailbox }) => {
  const username = people.meet('staff')
  const reset = await mailbox.receiveReset(username)
  await completeReset(page, reset)
  await page.goto(reset.notMeLink)
  await page.getByRole('button', { name: 'Cancel this reset' }).click()
  const mails: [name: string, mail: ReceivedMail][] = [
    ['reset', reset],
    ['create', await mailbox.receiveReset(people.meet('newcomer'))],
    ['changed', await mailbox.waitForMail(username, 2)],
    ['digest', await mailbox.waitForMail(administrator)],
  ]
  const reader = await openBrowser()
  for (const [name, { id, html }] of mails) {
    expect(html.length).toBeLessThan(20_000)
    // Its own address forbids all scripts, axe's among them.
    await reader.goto('about:blank')
    await reader.setContent(html)
    await look(reader, `10-mail-${name}`)
    expect((await reader.request.get(`/dev/mailbox/messages/${id}/html`)).status()).toBe(200)
  }
})

test('the mailbox: empty, a mail in each of its forms, and away', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await page.goto(`/dev/mailbox?to=${username}`)
  await expect(page.getByText('No mail to')).toBeVisible()
  await look(page, '11-mailbox-empty')
  const { subject } = await mailbox.receiveReset(username)
  await page.getByRole('button', { name: subject }).click()
  await look(page, '11-mailbox-mail')
  await page.getByRole('tab', { name: 'Plain text' }).click()
  await look(page, '11-mailbox-text')
  await page.getByRole('tab', { name: 'Headers' }).click()
  await look(page, '11-mailbox-headers')
  await page.goto(`/dev/mailbox?to=${username}`)
  await expect(page.getByRole('button', { name: subject })).toBeVisible()
  await look(page, '11-mailbox-list')
  await page.route('**/dev/mailbox/messages?**', (route) => route.abort())
  await expect(page.getByText('We could not read the mailbox.')).toBeVisible()
  await look(page, '11-mailbox-away')
})
