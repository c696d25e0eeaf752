import type { Page } from '@playwright/test'
import {
  askForReset,
  choose,
  fillNewPassword,
  isAskedToChoose,
  openChangePassword,
  openConsole,
  openUser,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import { untilInEffect } from './support/until-in-effect.ts'

// Use a separate installation, as other journeys rely on the settings of a new one.
test.use({ settings: { MAIL_FROM: 'Northwind <no-reply@northwind.example>' } })

const openSettings = async (page: Page) => {
  await openConsole(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeFocused()
  await expect(page.getByLabel('Organization name')).toBeVisible()
}

const saveSettings = async (page: Page) => {
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(
    page.getByText('Settings were saved. They take effect everywhere within a second.'),
  ).toBeVisible()
}

const setMethodOfStaff = async (page: Page, method: string) => {
  await openSettings(page)
  const methods = page.getByRole('group', {
    name: 'What we send when a user forgets their password',
  })
  await methods.getByRole('button', { name: /Staff/ }).click()
  await page.getByRole('option', { name: method }).click()
  await saveSettings(page)
  await untilInEffect()
}

test('with temporary passwords for staff: from “Forgot your password” into the own account', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  await setMethodOfStaff(await openBrowser(), 'Temporary password')
  const username = people.meet('staff')
  await page.goto('/sign-in')
  await expect(page.getByText(/^Forgot your password\?/)).toBeVisible()
  await askForReset(page, username)
  const mail = await mailbox.waitForMail(username)
  expect(mail.link).toBe('')
  await page.goto('/sign-in')
  await submitSignIn(page, username, mail.temporaryPassword)
  await isAskedToChoose(page)
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page).toHaveURL('/account')
  await expect(page.getByRole('status').getByText('Your password was changed.')).toBeVisible()
})

test('with temporary passwords for staff: sent from the profile, then changed in the own account', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const admin = await openBrowser()
  await setMethodOfStaff(admin, 'Temporary password')
  const username = people.meet('staff')
  const profile = await openBrowser()
  await openUser(profile, username)
  await choose(profile, 'Reset password…')
  await profile.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  const { temporaryPassword } = await mailbox.waitForMail(username)

  await page.goto('/sign-in')
  await submitSignIn(page, username, temporaryPassword)
  await isAskedToChoose(page)
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()

  const newest = 'seven quiet lamps under moss'
  await openChangePassword(page)
  await page.getByLabel('Current password', { exact: true }).fill(newPassword)
  await fillNewPassword(page, newest)
  await save(page)
  await expect(page.getByRole('status').getByText('Your password was changed.')).toBeVisible()
  await signIn(await openBrowser(), username, newest)
})

test('errors are shown at once, in a summary and at the fields, and nothing is saved', async ({
  page,
}) => {
  await openSettings(page)
  await page.getByLabel('Organization name').fill(' ')
  await page.getByLabel('Temporary password expires after').fill('49')
  await page.getByLabel('Keep the audit log for').fill('')
  await page.getByLabel('Networks without these limits').fill('10.0.0.0/8\n10.0.0.0/99')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page).toHaveTitle(/^Error: Settings/)
  await expect(page.getByRole('alert').first()).toBeFocused()
  const faults = [
    ['Enter the organization’s name', 'Organization name'],
    [
      '“Temporary password expires after” must be a whole number from 1 to 48',
      'Temporary password expires after',
    ],
    ['“10.0.0.0/99” must be a network such as 10.20.0.0/16', 'Networks without these limits'],
    ['Enter a number for “Keep the audit log for”', 'Keep the audit log for'],
  ] as const
  const links = page.getByRole('alert').getByRole('link')
  await expect(links).toHaveText(faults.map(([words]) => words))
  for (const [words, label] of faults) {
    await page.getByRole('link', { name: words }).click()
    await expect(page.getByLabel(label)).toBeFocused()
    await expect(page.getByLabel(label)).toHaveAccessibleDescription(new RegExp(words.slice(0, 20)))
  }
  await page.getByLabel('Temporary password expires after').fill('24')
  await expect(page.getByLabel('Temporary password expires after')).not.toHaveAccessibleDescription(
    /must be a whole number/,
  )
  await page.reload()
  await expect(page.getByLabel('Temporary password expires after')).toHaveValue('48')
})

test('every page shows the new name and time zone at once and on the next visit', async ({
  page,
  openBrowser,
}) => {
  await openSettings(page)
  await page.getByLabel('Organization name').fill('Northwind')
  await page.getByLabel('Help desk').fill('help@northwind.example')
  await page.getByRole('combobox', { name: 'Time zone' }).fill('new york')
  await expect(page.getByRole('option', { name: 'America/New_York' })).toBeVisible()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await saveSettings(page)
  await expect(page.getByRole('banner').getByText('Northwind')).toBeVisible()
  await expect(page).toHaveTitle('Settings – Northwind')
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Settings were saved.')).toBeHidden()
  await untilInEffect()
  const other = await openBrowser()
  await other.goto('/sign-in')
  await expect(other.getByRole('heading', { name: 'Sign in to Northwind' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('combobox', { name: 'Time zone' })).toHaveValue('America/New_York')
  await page.getByLabel('Organization name').fill('Rekey')
  await saveSettings(page)
})

test('if two administrators save, the second one sees what changed and can save again', async ({
  page,
  openBrowser,
}) => {
  const other = await openBrowser()
  await openSettings(page)
  await openSettings(other)
  await other.getByLabel('Keep the audit log for').fill('400')
  await other.getByLabel('Organization name').fill('Northwind')
  await saveSettings(other)
  await page.getByLabel('Organization name').fill('Southwind')
  await page.getByRole('button', { name: 'Save settings' }).click()
  const alert = page.getByRole('alert').filter({ hasText: 'changed while you were editing' })
  await expect(alert).toBeFocused()
  await expect(alert).toContainText('Mika Ito saved them at')
  await expect(alert).toContainText('Organization name: Northwind')
  await expect(alert).toContainText('Keep the audit log for: 400')
  await expect(page.getByLabel('Organization name')).toHaveValue('Southwind')
  await expect(page.getByLabel('Keep the audit log for')).toHaveValue('400')
  await saveSettings(page)
  await expect(alert).toBeHidden()
  await other.reload()
  await expect(other.getByLabel('Organization name')).toHaveValue('Southwind')
  await expect(other.getByLabel('Keep the audit log for')).toHaveValue('400')
  await page.getByLabel('Organization name').fill('Rekey')
  await page.getByLabel('Keep the audit log for').fill('730')
  await saveSettings(page)
})

test('leaving unsaved changes asks first', async ({ page }) => {
  await openSettings(page)
  await page.getByLabel('Organization name').fill('Northwind')
  await expect(page.getByText('Not saved yet: Organization name.')).toBeVisible()
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  const dialog = page.getByRole('alertdialog', { name: 'Leave without saving?' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('button', { name: 'Stay here' }).click()
  await expect(page).toHaveURL('/settings')
  await expect(page.getByLabel('Organization name')).toHaveValue('Northwind')
  await page.evaluate(() => window.history.back())
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page).toHaveURL('/settings')
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await dialog.getByRole('button', { name: 'Leave' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByLabel('Organization name')).toHaveValue('Rekey')
  await page.getByRole('link', { name: 'Users', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Users' })).toBeVisible()
})

test('a user who may not change settings sees no link to them', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await page.goto('/settings')
  await expect(
    page.getByRole('heading', { name: 'You don’t have access to the console' }),
  ).toBeVisible()
})

test('each saved setting is shown with its previous value, here and in the audit log', async ({
  page,
}) => {
  await openSettings(page)
  await page.getByLabel('Self-service reset expires after').fill('45')
  await saveSettings(page)
  await expect(
    page
      .getByRole('listitem')
      .filter({ hasText: 'Self-service reset expires after: 45. It was: 30.' }),
  ).toBeVisible()
  await page.goto('/audit?action=settings.changed')
  const event = page.getByText('changed the settings: reset lifetime minutes').first()
  await expect(event).toBeVisible()
  await page
    .getByRole('button', { name: /^Details: .*reset lifetime minutes/ })
    .first()
    .click()
  await expect(page.getByText('reset lifetime minutes: 30')).toBeVisible()
})
