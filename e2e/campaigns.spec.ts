import { completeReset, openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator } from './support/people.ts'

const reason = 'A laptop with customer data was stolen on 24 November.'

test('an administrator resets many users, sees who saved, and reminds the others', async ({
  page,
  people,
  mailbox,
  openBrowser,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await page.goto(`/campaigns/new?search=${encodeURIComponent(username)}`)
  await page.getByRole('button', { name: 'Continue to the preview' }).click()
  await expect(page.getByRole('alert')).toContainText('Enter a name')
  await page.getByLabel('Name').fill('After the theft')
  await page.getByLabel('Why').fill(reason)
  await page.getByRole('button', { name: 'Continue to the preview' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'After the theft' })).toBeVisible()
  await expect(page.getByText('1 user will get a mail')).toBeVisible()
  await expect(page.getByText('Nothing was sent yet.')).toBeVisible()

  await page.getByRole('button', { name: 'Start' }).click()
  await page.getByRole('button', { name: 'Send 1 mail' }).click()
  await expect(page.getByText('The campaign is running.')).toBeVisible()
  const mail = await mailbox.waitForMail(username)
  expect(mail.text).toContain(reason)
  await expect(page.getByRole('heading', { name: 'Not saved yet: 1' })).toBeVisible()
  await page.getByRole('button', { name: 'Remind them' }).click()
  await page.getByRole('button', { name: 'Send 1 reminder' }).click()
  await expect(page.getByText('The reminders are being sent.')).toBeVisible()
  const reminder = await mailbox.waitForMail(username, 2)
  expect(reminder.code).toBe(mail.code)

  await completeReset(await openBrowser(), reminder)
  const saved = page.getByRole('listitem').filter({ hasText: 'Saved' }).getByRole('link')
  await expect(saved).toHaveText('1')
  await saved.click()
  await expect(page.getByRole('row').filter({ hasText: username })).toContainText('Saved today')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  await expect(page.getByText('Exported.')).toBeVisible()
})

test('a draft with users of the console waits for a second administrator, and can be cancelled', async ({
  page,
}) => {
  await openConsole(page)
  await page.goto(`/campaigns/new?search=${encodeURIComponent(administrator)}`)
  await page.getByLabel('Name').fill('Administrators')
  await page.getByLabel('Why').fill(reason)
  await page.getByRole('button', { name: 'Continue to the preview' }).click()
  await expect(page.getByText('A second administrator must start this campaign.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Start' })).toBeHidden()
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Cancel campaign…' }).click()
  await expect(page.getByText('No mail was sent.')).toBeVisible()
  await page.getByRole('button', { name: 'Cancel the campaign' }).click()
  await expect(page.getByText('The campaign was cancelled.')).toBeVisible()
  await page.getByRole('link', { name: 'Campaigns', exact: true }).first().click()
  await expect(page.getByRole('row').filter({ hasText: 'Administrators' })).toContainText(
    'Cancelled',
  )
})
