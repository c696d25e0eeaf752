import type { Page } from '@playwright/test'
import { openConsole, openUser } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const field = (page: Page) => page.getByRole('combobox', { name: 'Search the console' })
const option = (page: Page, name: string | RegExp) => page.getByRole('option', { name })

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await expect(field(page)).toBeFocused()
}

test.beforeEach(async ({ page }) => openConsole(page))

test('Ctrl+K, "reset lindqvist" and Enter open the dialog that resets a password', async ({
  page,
}) => {
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
  await openPalette(page)
  await page.keyboard.type('reset lindqvist')
  await expect(option(page, /^Reset password of Rosa Lindqvist… /)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog')).toContainText('Send Rosa Lindqvist a password reset?')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 1, name: 'Rosa Lindqvist' })).toBeVisible()
  // The dialog was called for once: it is gone after a reload.
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Rosa Lindqvist' })).toBeVisible()
  await expect(page.getByRole('dialog')).toBeHidden()
})

test('text that is typed right after Ctrl+K is not lost', async ({ page }) => {
  await page.goto('/overview')
  await expect(page.getByRole('heading', { name: 'Needs attention' })).toBeVisible()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('rosa')
  await expect(field(page)).toHaveValue('rosa')
})

test('Ctrl+K works on a layout without Latin letters, and autofill disturbs nothing', async ({
  page,
}) => {
  await page.evaluate(() => {
    const press = (event: Event) => document.body.dispatchEvent(event)
    const about = { bubbles: true, cancelable: true }
    // Chromium's autofill sends such an event, which has no key.
    press(new Event('keydown', about))
    // Where Dvorak has its T.
    press(new KeyboardEvent('keydown', { ...about, key: 't', code: 'KeyK', ctrlKey: true }))
  })
  await expect(field(page)).toHaveCount(0)
  await page.evaluate(() => {
    const about = { bubbles: true, cancelable: true, ctrlKey: true }
    const russian = new KeyboardEvent('keydown', { ...about, key: 'л', code: 'KeyK' })
    document.body.dispatchEvent(russian)
  })
  await expect(field(page)).toBeFocused()
})

test('it finds users and pages by any part that begins a word', async ({ page }) => {
  await openPalette(page)
  await page.keyboard.type('rosa')
  await expect(option(page, 'Rosa Lindqvist Contact, Baltic Grocers · Active')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Rosa Lindqvist' })).toBeFocused()
  await openPalette(page)
  await page.keyboard.type('webh')
  await expect(page.getByRole('option')).toHaveText(['Add a webhook', 'Webhooks'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL('/webhooks')
  await openPalette(page)
  await expect(page.getByRole('group', { name: 'Recent users' })).toContainText('Rosa Lindqvist')
  await page.keyboard.type('smiht')
  await expect(page.getByRole('status').getByText('No results for “smiht”.')).toBeVisible()
})

test('Esc empties the field, closes the palette and returns to where one was', async ({ page }) => {
  const search = page.getByRole('searchbox', { name: 'Search users' })
  await search.focus()
  await openPalette(page)
  await page.keyboard.type('jane')
  await page.keyboard.press('Escape')
  await expect(field(page)).toHaveValue('')
  await page.keyboard.press('Escape')
  await expect(field(page)).toBeHidden()
  await expect(search).toBeFocused()
})

test('an open dialog must be answered before the palette opens', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  await openPalette(page)
  await page.keyboard.type('deactivate jane')
  await expect(option(page, /^Deactivate Jane Doe… /).first()).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expect(field(page)).toBeHidden()
})

test('while a search fails, pages are found and trying again works', async ({ page }) => {
  await page.route('**/users?search=*', (route) => route.abort())
  await openPalette(page)
  await page.keyboard.type('aud')
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await expect(option(page, 'Audit')).toBeVisible()
  await page.unroute('**/users?search=*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeHidden()
})
