import { openConsole } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

test('settings: as they are, chosen from, with errors, away, saved, and left', async ({ page }) => {
  await openConsole(page)
  await page.route('**/api/v1/settings', (route) => route.abort())
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, 'a8-settings-not-loaded')
  await page.unroute('**/api/v1/settings')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByLabel('Organization name')).toBeVisible()
  await look(page, 'a8-settings')

  await page.getByRole('combobox', { name: 'Time zone' }).fill('london')
  await expect(page.getByRole('option', { name: 'Europe/London' })).toBeVisible()
  await page.getByRole('option', { name: 'Europe/London' }).click()
  await page.getByLabel('Organization name').fill('')
  await page.getByLabel('Keep the audit log for').fill('all of it')
  await page.getByRole('group', { name: 'Sign-ins' }).getByLabel('At most').fill('0')
  await page.getByLabel('Networks without these limits').fill('ten')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByRole('link', { name: 'Enter the organization’s name' })).toBeVisible()
  await look(page, 'a8-settings-errors')

  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'a8-settings-leave')
  await page.keyboard.press('Escape')

  await page.reload()
  await page.getByLabel('Keep the audit log for').fill('700')
  await page.route('**/api/v1/settings', (route) => route.abort())
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, 'a8-settings-away')
  await page.unroute('**/api/v1/settings')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Settings were saved.')).toBeVisible()
  await look(page, 'a8-settings-saved')
})
