import type { Page } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { neighbours } from './support/people.ts'

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const pageBox = (page: Page) =>
  page.getByRole('checkbox', { name: 'Select all users on this page' })

test('an administrator invites several users by the keyboard, and the result stays until closed', async ({
  page,
  people,
  mailbox,
}) => {
  const invited = [people.meet('newcomer'), people.meet('newcomer')]
  await openConsole(page)
  await page.goto('/users?search=jane.doe.newcomer')
  for (const name of invited) await rowOf(page, name).getByRole('checkbox').press('Space')
  await expect(page.getByText('2 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Send invitations' }).press('Enter')
  const submit = page.getByRole('button', { name: 'Send 2 invitations' })
  await expect(submit).toBeFocused()
  await submit.press('Enter')
  const result = page.getByText('2 invitations were sent.')
  await expect(result).toBeVisible()
  await expect(page.getByText('2 selected')).toBeHidden()
  for (const name of invited) expect((await mailbox.waitForMail(name)).link).toContain('http')
  await page.reload()
  await expect(result).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).press('Enter')
  await expect(result).toBeHidden()
  await page.reload()
  await expect(rowOf(page, invited[0] ?? '')).toBeVisible()
  await expect(result).toBeHidden()
})

test('the list is selected beyond its page, and the work goes on when the page is left', async ({
  page,
}) => {
  await openConsole(page)
  await page.goto('/users?search=jane.doe.staff')
  await pageBox(page).press('Space')
  await expect(page.getByText('25 selected')).toBeVisible()
  await page.getByRole('button', { name: 'Select all 120' }).click()
  await expect(page.getByText('120 selected')).toBeVisible()

  await page.getByRole('button', { name: 'Deactivate' }).click()
  const question = page.getByRole('alertdialog')
  await expect(question).toContainText('Deactivate 120 users?')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()

  await page.goto('/users?search=jane.doe.device')
  await pageBox(page).press('Space')
  await expect(page.getByText('20 selected')).toBeVisible()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'End sessions' }).click()
  await page.getByRole('button', { name: 'Sign out 20 users' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stop' })).toBeFocused()
  await page.goto('/messages')
  await page.goto('/users')
  await expect(page.getByText('20 users were signed out.')).toBeVisible()
  await page.getByRole('button', { name: 'Close' }).click()
})

test('if nobody is left, the dialog says why and does nothing', async ({ page }) => {
  const [username, name] = neighbours.oskar
  await openConsole(page)
  await page.goto(`/users?search=${encodeURIComponent(username)}`)
  await pageBox(page).press('Space')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('No invitation can be sent')
  await expect(dialog).toContainText(name)
  await expect(dialog).toContainText('Deactivated')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.getByRole('button', { name: 'Clear the selection' }).click()
  await expect(page.getByText('1 selected')).toBeHidden()
})

test('selected users are exported as CSV', async ({ page, people }) => {
  const username = people.meet('contact')
  await openConsole(page)
  await page.goto(`/users?search=${encodeURIComponent(username)}`)
  await rowOf(page, username).getByRole('checkbox').press('Space')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export CSV' }).click()
  expect((await downloading).suggestedFilename()).toMatch(/^users-.*\.csv$/)
  await expect(page.getByText('The export is saved')).toBeVisible()
})
