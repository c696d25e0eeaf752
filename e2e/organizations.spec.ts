import type { Page } from '@playwright/test'
import { choose, fillNewPassword, openConsole, save, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const ownPassword = 'lantern42 harbour'

/** From the side bar to an organization of its own, which nobody belongs to. */
async function addOrganization(page: Page, name: string): Promise<void> {
  await openConsole(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).click()
  await expect(page.getByRole('heading', { name: 'Organizations' })).toBeFocused()
  await page.getByRole('button', { name: 'Add an organization' }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add an organization' })
  await dialog.getByLabel('Name').fill(name)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused()
  await expect(page.getByText(`${name} was added.`)).toBeVisible()
}

async function addContact(page: Page, name: string, username: string, email: string) {
  await page.getByRole('link', { name: 'Add a contact' }).first().click()
  await expect(page.getByRole('heading', { name: 'Add a user' })).toBeFocused()
  await page.getByLabel('Name', { exact: true }).fill(name)
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('E-mail address').fill(email)
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('heading', { name })).toBeFocused()
}

test('a retailer’s right contact gets a temporary password, and chooses an own one with it', async ({
  page,
  openBrowser,
  mailbox,
}) => {
  await addOrganization(page, 'Nordic Kiosks')
  await expect(page.getByText('No contacts yet')).toBeVisible()
  await addContact(page, 'Signe Holm', 'signe', 'signe@nordic.example')
  // A reset that starts while the invitation still waits would cancel that mail.
  await mailbox.waitForMail('signe@nordic.example')
  await page.getByRole('link', { name: 'Nordic Kiosks' }).click()
  await addContact(page, 'Olaf Berg', 'olaf', 'olaf@nordic.example')

  await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).click()
  const search = page.getByRole('searchbox', { name: 'Search organizations' })
  await search.fill('nordic')
  await expect(page.getByText('1 organization found. Enter opens it.')).toBeAttached()
  await expect(page).toHaveURL(/\/organizations\?search=nordic$/)
  await search.press('Enter')
  await expect(page.getByRole('heading', { name: 'Nordic Kiosks' })).toBeFocused()
  const row = page.getByRole('row').filter({ hasText: 'Signe Holm' })
  await expect(row).toContainText('No password yet')
  await row.getByRole('button', { name: 'Reset password of Signe Holm' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('radio', { name: /Temporary password/ })).toBeChecked()
  await expect(dialog).toContainText('It works for 48 hours. Signe Holm then chooses a new one.')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('A temporary password is on its way')).toBeVisible()
  await expect(row.getByRole('button', { name: /^Reset password/ })).toBeFocused()
  await expect(row).toContainText('Accepted by mail server')
  await expect(row).toContainText(/Temporary.*Until/)
  await expect(page.getByRole('row').filter({ hasText: 'Olaf Berg' })).toContainText(
    'No password yet',
  )

  const { temporaryPassword, text } = await mailbox.waitForMail('signe@nordic.example', 2)
  expect(text).not.toMatch(/\bsigne\b(?!@)/)
  const theirs = await openBrowser()
  await theirs.goto('/sign-in')
  await submitSignIn(theirs, 'signe', temporaryPassword)
  await expect(theirs.getByRole('heading', { name: 'Choose your own password' })).toBeFocused()
  await fillNewPassword(theirs, ownPassword)
  await save(theirs)
  await expect(theirs.getByText('Your password was changed.')).toBeVisible()
  await theirs.context().clearCookies()
  await theirs.goto('/sign-in')
  await submitSignIn(theirs, 'signe', ownPassword)
  await expect(theirs.getByText('Signe Holm').first()).toBeVisible()
  await page.reload()
  await expect(row).toContainText('OK')
})

test('an administrator can send link and code to a contact instead', async ({ page, mailbox }) => {
  await addOrganization(page, 'Fjord Supplies')
  await addContact(page, 'Tove Lund', 'tove', 'tove@fjord.example')
  await choose(page, 'Reset password…')
  await expect(page.getByRole('radio', { name: /Temporary password/ })).toBeChecked()
  await page.getByText('Link and code', { exact: true }).click()
  await expect(page.getByRole('dialog')).toContainText('They work for 7 days, on any device.')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('A password reset is on its way')).toBeVisible()
  expect((await mailbox.waitForMail('tove@fjord.example', 2)).code).toMatch(/^\d{6}$/)
})

test('an organization is renamed, and deleted when it has no users', async ({ page }) => {
  await addOrganization(page, 'Corner Shop')
  await addContact(page, 'Ada Kern', 'ada', 'ada@corner.example')
  await page.getByRole('link', { name: 'Corner Shop', exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Corner Shop', level: 1 })).toBeVisible()
  await choose(page, 'Rename…')
  const dialog = page.getByRole('dialog', { name: 'Rename Corner Shop' })
  await expect(dialog.getByLabel('Name')).toHaveValue('Corner Shop')
  await dialog.getByLabel('Name').fill('')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(dialog.getByText('Enter a name')).toBeVisible()
  await expect(dialog.getByLabel('Name')).toBeFocused()
  await dialog.getByLabel('Name').fill('Kern & Sons')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(page.getByRole('heading', { name: 'Kern & Sons' })).toBeVisible()

  await page.getByRole('button', { name: 'More options' }).click()
  const remove = page.getByRole('menuitem', { name: 'Delete…' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('It has users')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('link', { name: 'Ada Kern', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Ada Kern', level: 1 })).toBeVisible()
  await choose(page, 'Delete…')
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Ada Kern was deleted.')).toBeVisible()
  await page.getByRole('navigation').getByRole('link', { name: 'Organizations' }).click()
  await page.getByRole('link', { name: 'Kern & Sons' }).click()
  await choose(page, 'Delete…')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Kern & Sons was deleted.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Kern & Sons' })).toBeHidden()
  await page.reload()
  await expect(page.getByText('Kern & Sons was deleted.')).toBeHidden()
})

test('a name that another organization has is refused at the field', async ({ page }) => {
  await addOrganization(page, 'Seaside Kiosk')
  await page.getByRole('link', { name: 'Organizations' }).first().click()
  await page.getByRole('button', { name: 'Add an organization' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Seaside Kiosk')
  await dialog.getByRole('button', { name: 'Add an organization' }).click()
  await expect(dialog.getByLabel('Name')).toHaveAccessibleDescription(
    'Another organization has this name',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Add an organization' })).toBeFocused()
})

test('the search is in the address, and Back goes from page to page', async ({ page, server }) => {
  await openConsole(page)
  await page.evaluate(async () => {
    for (let number = 10; number < 40; number += 1) {
      await fetch('/api/v1/organizations', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: `Paged ${number}` }),
      })
    }
  })
  await page.goto(`${server.url}/organizations?search=paged`)
  await expect(page.getByText('Showing 25 organizations')).toBeVisible()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page.getByRole('link', { name: 'Paged 39' })).toBeVisible()
  await expect(page.getByText('Showing 5 organizations')).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('link', { name: 'Paged 10' })).toBeVisible()
  await page.getByRole('searchbox').press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Paged 11' })).toBeFocused()
  await page.getByRole('searchbox').fill('paged 4711')
  await expect(page.getByText('No organizations match “paged 4711”.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(page.getByRole('searchbox')).toHaveValue('')
  await page.goto('/organizations?cursor=x')
  await expect(page.getByText(/^Showing/)).toBeVisible()
  await expect(page).toHaveURL('/organizations')
})
