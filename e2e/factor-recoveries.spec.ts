import { choose, openUser } from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import { giveApp } from './support/second-factors.ts'

const idOf = (url: string) => /\/users\/([^/?]+)/.exec(url)?.[1] ?? ''

test('an administrator starts a recovery without the second factor, and can cancel it', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await giveApp(await openBrowser(), username, oldPassword)
  await openUser(page, username)
  await expect(page.getByText('1 authenticator app')).toBeVisible()
  await expect(page.getByText('10 recovery codes left')).toBeVisible()
  await choose(page, 'Recover without the second factor…')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Enter a reason')).toBeVisible()
  await page.getByLabel('Reason').fill('Lost her phone on the train. Seen in person.')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Recovery was started.')).toBeVisible()
  await expect(page.getByText('Another administrator has to confirm it.')).toBeVisible()
  await expect(page.getByText('Seen in person.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Confirm', exact: true })).toBeHidden()
  await page.getByRole('button', { name: 'Cancel the removal' }).click()
  await expect(page.getByText('The removal was cancelled.')).toBeVisible()
  await expect(page.getByText('Seen in person.')).toBeHidden()
})

test('a second administrator confirms it, and the user stops it by “This wasn’t me”', async ({
  page,
  openBrowser,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const theirs = await openBrowser()
  await giveApp(theirs, username, oldPassword)
  await openUser(page, username)
  const other = await signInAdministrator(server)
  const path = `/users/${idOf(page.url())}/factor-recoveries`
  await other('POST', path, { reason: 'Lost phone' })
  await page.reload()
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await expect(page.getByText('They are removed 24 hours from now.')).toBeVisible()
  await expect(page.getByText('Caller not verified.')).toBeVisible()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Jane Doe was told by e-mail and can stop it.')).toBeVisible()
  await expect(page.getByText(/^All second factors will be removed tomorrow/)).toBeVisible()

  const told = await mailbox.waitForMail(username, 3)
  await theirs.goto(told.notMeLink)
  await theirs.getByRole('button', { name: 'Don’t remove them' }).click()
  await expect(theirs.getByText('All devices have been signed out.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('1 authenticator app')).toBeVisible()
  await expect(page.getByText(/will be removed/)).toBeHidden()
})
