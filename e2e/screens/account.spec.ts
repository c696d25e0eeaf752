import { fillNewPassword, openChangePassword, save, signIn } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { newPassword, oldPassword } from '../support/people.ts'
import { signInAsApp } from '../support/sign-in-as-app.ts'

test('own account: alone, and with a second session that is ended', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await look(page, '7-account')
  await signIn(await openBrowser(), username, oldPassword)
  await signInAsApp(server, username)
  await page.reload()
  await expect(page.getByText('App', { exact: true })).toBeVisible()
  await look(page, '7-account-sessions')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('2 other sessions were signed out.')).toBeVisible()
  await look(page, '7-account-ended')
  await page.route('**/api/v1/sessions?*', (route) => route.abort())
  await page.reload()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '7-account-away')
})

test('change password: empty, with errors, wrong, away and saved', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await openChangePassword(page)
  await look(page, '7-change-password')
  await save(page)
  await expect(page.getByRole('link', { name: 'Enter your current password' })).toBeVisible()
  await look(page, '7-change-password-errors')
  await page.getByLabel('Current password', { exact: true }).fill('not the current one')
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByRole('link', { name: 'Current password is not right' })).toBeVisible()
  await look(page, '7-change-password-wrong')
  await page.getByLabel('Current password', { exact: true }).fill(oldPassword)
  await page.route('**/api/v1/**', (route) => route.abort())
  await save(page)
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '7-change-password-away')
  await page.unroute('**/api/v1/**')
  await save(page)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await look(page, '7-change-password-saved')
})

test('a page that is not there, and the statement on accessibility', async ({ page }) => {
  await page.goto('/nowhere')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await look(page, '9-not-found')
  await page.getByRole('link', { name: 'Accessibility' }).click()
  await expect(page.getByRole('heading', { name: 'Accessibility' })).toBeFocused()
  await look(page, '9-accessibility')
})
