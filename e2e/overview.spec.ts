import type { Page } from '@playwright/test'
import { askForReset, completeReset, openConsole, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, oldPassword } from './support/people.ts'

const chart = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('an administrator lands on the overview, whose figures follow what people do', async ({
  page,
  people,
  mailbox,
  openBrowser,
}) => {
  await page.goto('/sign-in')
  await submitSignIn(page, administrator, oldPassword)
  await expect(page).toHaveURL('/overview')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeFocused()

  const other = await openBrowser()
  const username = people.meet('staff')
  await askForReset(other, username)
  await completeReset(other, await mailbox.receiveReset(username))
  await page.getByRole('link', { name: '24 hours' }).click()
  await expect(page).toHaveURL('/overview?days=1')
  await page.reload()
  const resets = chart(page, 'Password resets')
  await expect(resets.getByRole('link', { name: /^\d+ completed$/ })).not.toHaveText('0')
  await expect(resets.getByRole('img', { name: /resets requested/ })).toBeVisible()

  await resets.getByRole('link', { name: /completed$/ }).click()
  await expect(page).toHaveURL(/\/audit\?action=password-reset\.completed&from=/)
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
})

test('a table takes the place of a chart, and is remembered', async ({ page }) => {
  await openConsole(page)
  await page.goto('/overview')
  const mails = chart(page, 'Mail delivery')
  const toggle = mails.getByRole('button')
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await toggle.press('Enter')
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await expect(toggle).toBeFocused()
  await expect(mails.getByRole('columnheader', { name: 'Delivered' })).toBeVisible()
  await expect(mails.getByRole('row')).toHaveCount(32)
  await expect(mails.getByRole('img')).toBeHidden()
  await page.reload()
  await expect(mails.getByRole('row')).toHaveCount(32)
  await mails.getByRole('link', { name: /Accepted$/ }).click()
  await expect(page).toHaveURL(/\/messages\?status=accepted/)
})

test('users without a password are listed apart by how they sign in', async ({ page }) => {
  await openConsole(page)
  await page.goto('/overview')
  const users = chart(page, 'Users by password')
  const none = users.getByRole('link', { name: /No password yet$/ })
  const count = await none.textContent()
  await none.click()
  await expect(page).toHaveURL('/users?passwordState=none&signInMethod=password')
  await expect(page.getByText(new RegExp(`^(Showing )?${count} user`)).first()).toBeVisible()
})

test('an error keeps the figures that were shown, and can be tried again', async ({ page }) => {
  await openConsole(page)
  await page.route('**/api/v1/overview*', (route) => route.abort())
  await page.goto('/overview')
  await expect(page.getByText('Could not load mail delivery.')).toBeVisible()
  await page.unroute('**/api/v1/overview*')
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(chart(page, 'Mail delivery').getByRole('img')).toBeVisible()
  await page.route('**/api/v1/overview*', (route) => route.abort())
  await page.getByRole('link', { name: '90 days' }).click()
  await expect(page.getByRole('alert')).toContainText('We could not reach the server')
  await expect(chart(page, 'Mail delivery').getByRole('img')).toBeVisible()
})
