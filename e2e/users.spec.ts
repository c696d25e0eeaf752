import type { Locator, Page } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { importPerson } from './support/people.ts'

// All journeys in this file share the installation and its people.
test.beforeEach(async ({ page }) => openConsole(page))

const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' })
const row = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })

async function choose(page: Page, filter: string, value: string): Promise<void> {
  await page.getByRole('button', { name: filter }).click()
  await page.getByRole('option', { name: value, exact: true }).click()
}

test('an administrator finds a user while typing', async ({ page }) => {
  await expect(page.getByRole('link', { name: 'Users' })).toHaveAttribute('aria-current', 'page')
  await search(page).pressSequentially('lindqv')
  await expect(page).toHaveURL('/users?search=lindqv')
  await expect(page.getByRole('status').getByText('1 user found.')).toBeAttached()
  await expect(row(page, 'Rosa Lindqvist')).toContainText('Contact, Baltic Grocers')
  await page.reload()
  await expect(search(page)).toHaveValue('lindqv')
  await row(page, 'Rosa Lindqvist').getByRole('link', { name: 'Edit Rosa Lindqvist' }).click()
  await expect(page.getByRole('heading', { name: 'Edit Rosa Lindqvist' })).toBeFocused()
})

test('the menu of a row resets the user’s password', async ({ page, people }) => {
  await search(page).fill(people.meet('newcomer'))
  await expect(page.getByRole('row')).toHaveCount(2)
  const menu = page.getByRole('button', { name: 'Actions for Jane Doe' })
  await menu.click()
  await page.getByRole('menuitem', { name: 'Reset password…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('is on its way')).toBeVisible()
  await expect(row(page, 'Jane Doe')).toContainText('Accepted by mail server')
  await expect(menu).toBeFocused()
})

test('users are found by their role, and each filter can be removed again', async ({ page }) => {
  await page.getByRole('button', { name: 'More filters' }).click()
  await choose(page, 'Role', 'Administrator')
  await expect(page).toHaveURL(/roleId=/)
  await expect(row(page, 'Mika Ito')).toBeVisible()
  await expect(row(page, 'Ben Whitcombe')).toBeHidden()
  await choose(page, 'Last mail', 'Failed')
  await expect(page.getByText('No users match these filters.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Remove the filter Last mail: Failed' }).click()
  await expect(search(page)).toBeFocused()
  await page.getByRole('button', { name: 'Remove the filter Role: Administrator' }).click()
  await expect(page).toHaveURL('/users')
})

test('parts of the organization are found as well; typing is one step, Enter another', async ({
  page,
}) => {
  await page.getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Audit' })).toBeFocused()
  await page.getByRole('link', { name: 'Users' }).click()
  await search(page).fill('leith')
  await expect(row(page, 'Till 14, Leith Walk')).toContainText('No e-mail address')
  await search(page).fill('harbour')
  await expect(row(page, 'Ben Whitcombe')).toBeVisible()
  await typeAndEnter(search(page), 'baltic')
  await expect(row(page, 'Rosa Lindqvist')).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/users?search=harbour')
  await expect(search(page)).toHaveValue('harbour')
  await expect(row(page, 'Ben Whitcombe')).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL('/audit')
})

/** Quicker than the wait after the last key, on a slow machine too. */
const typeAndEnter = (field: Locator, words: string) =>
  field.evaluate(async (element, value) => {
    const input = element as HTMLInputElement
    input.focus()
    input.select()
    document.execCommand('insertText', false, value)
    await Promise.resolve()
    input.form?.requestSubmit()
  }, words)

test('Back undoes one filter at a time', async ({ page }) => {
  await choose(page, 'Status', 'Deactivated')
  await expect(page).toHaveURL('/users?status=deactivated')
  await expect(row(page, 'Oskar Brandt')).toContainText('Deactivated')
  // No journey deactivates a device user for long. Other journeys may do so with staff.
  await choose(page, 'Kind', 'Device')
  await expect(page.getByText('No users match these filters.').last()).toBeVisible()
  await page.goBack()
  await expect(row(page, 'Oskar Brandt')).toBeVisible()
  await page.goForward()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/users')
})

test('an organization is chosen from the server’s search results', async ({ page }) => {
  await page.getByRole('button', { name: 'More filters' }).click()
  const field = page.getByRole('combobox', { name: 'Organization' })
  await field.fill('balt')
  // Before the server has searched, the list is long, and a click would scroll the page to the
  // option.
  await expect(page.getByRole('option')).toHaveCount(1)
  await page.getByRole('option', { name: 'Baltic Grocers' }).click()
  await expect(page).toHaveURL(/organizationId=/)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.reload()
  await expect(field).toHaveValue('Baltic Grocers')
  await page.goBack()
  await expect(field).toHaveValue('')
})

/**
 * Other users may be in the list, so check only that usernames are in ascending or descending
 * order.
 */
async function isSorted(page: Page, direction: 1 | -1): Promise<boolean> {
  const cells = await page.locator('tbody tr > th + td').allInnerTexts()
  // Below the username, a second line says where mails go.
  const names = cells.map((cell) => cell.split('\n')[0] ?? '')
  return names.slice(1).every((name, index) => (name > (names[index] ?? '') ? 1 : -1) === direction)
}

test('a header sorts, and reverses the order on the next press', async ({ page }) => {
  await search(page).fill('.example')
  await expect(page).toHaveURL(/search/)
  const username = page.getByRole('columnheader', { name: 'Username' })
  await username.getByRole('button').click()
  await expect(username).toHaveAttribute('aria-sort', 'ascending')
  await expect.poll(() => isSorted(page, 1)).toBe(true)
  await username.getByRole('button').click()
  await expect(username).toHaveAttribute('aria-sort', 'descending')
  await expect.poll(() => isSorted(page, -1)).toBe(true)
  await expect(page).toHaveURL(/sort=-username/)
})

test('pages go forward and back, and Back from a user restores scroll position and focus', async ({
  page,
}) => {
  await choose(page, 'Rows', '50')
  await expect(page.getByText('1–50 of').last()).toBeVisible()
  const ids = () =>
    page
      .getByRole('rowheader')
      .getByRole('link')
      .evaluateAll((all) => all.map(({ id }) => id))
  const first = await ids()
  await page.getByRole('button', { name: 'Next' }).click()
  await expect(page).toHaveURL(/cursor=/)
  await expect.poll(async () => (await ids()).some((id) => first.includes(id))).toBe(false)
  const link = page.getByRole('rowheader').getByRole('link').nth(40)
  await link.scrollIntoViewIfNeeded()
  const linkId = await link.getAttribute('id')
  const scrolled = () => page.evaluate(() => window.scrollY)
  const place = await scrolled()
  expect(place).toBeGreaterThan(0)
  await link.press('Enter')
  await expect(page.getByRole('heading', { name: 'Jane Doe' })).toBeFocused()
  await page.goBack()
  await expect(page.locator(`#${linkId}`)).toBeFocused()
  await expect.poll(scrolled).toBe(place)
  await page.getByRole('button', { name: 'Previous' }).click()
  await expect.poll(ids).toEqual(first)
  await expect(page.getByRole('button', { name: 'Previous' })).toHaveAttribute('aria-disabled')
})

test('by keyboard alone: arrows move through the rows, and Enter opens a user', async ({
  page,
}) => {
  await search(page).focus()
  await page.keyboard.type('northwind jane')
  await expect(page).toHaveURL(/search=northwind/)
  await expect(page.getByRole('status').getByText(/users found/)).toBeAttached()
  const first = page.getByRole('rowheader').getByRole('link').first()
  await page.keyboard.press('ArrowDown')
  await expect(first).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(first).not.toBeFocused()
  await page.keyboard.press('ArrowUp')
  await expect(first).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Jane Doe' })).toBeFocused()
  await page.goBack()
  await search(page).fill('')
  // The text so far may have been searched already. Enter opens the only match of the full text.
  const answered = page.waitForResponse(/search=rosa%40baltic(&|$)/)
  await page.keyboard.type('rosa@baltic')
  await answered
  await expect(page.getByRole('status').getByText('1 user found.')).toBeAttached()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Rosa Lindqvist' })).toBeFocused()
})

test('a search is aborted when the user types more', async ({ page }) => {
  await page.route('**/users?search=ros', () => {})
  const broken = page.waitForEvent('requestfailed', (request) =>
    request.url().endsWith('search=ros'),
  )
  const asked = page.waitForRequest('**/users?search=ros')
  await search(page).fill('ros')
  await asked
  await search(page).fill('rosa')
  expect((await broken).failure()?.errorText).toBe('net::ERR_ABORTED')
  await expect(row(page, 'Rosa Lindqvist')).toBeVisible()
})

test('similar names are marked as similar, and a search without any match can be cleared', async ({
  page,
}) => {
  await search(page).fill('lindqwist')
  await expect(page.getByText('No user matches “lindqwist”. Showing similar names.')).toBeVisible()
  await expect(row(page, 'Rosa Lindqvist')).toBeVisible()
  await search(page).fill('zzzzqqqq')
  await expect(page.getByText('No users match “zzzzqqqq”.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Clear search' }).click()
  await expect(search(page)).toHaveValue('')
  await expect(row(page, 'Ben Whitcombe')).toBeVisible()
})

test('if the server is unreachable, the last rows stay, and trying again works', async ({
  page,
}) => {
  await expect(row(page, 'Ben Whitcombe')).toBeVisible()
  await page.route('**/api/v1/users?*', (route) => route.abort())
  await search(page).fill('rosa')
  await expect(page.getByText('Could not load users.')).toBeVisible()
  await expect(row(page, 'Ben Whitcombe')).toBeVisible()
  await page.unroute('**/api/v1/users?*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(row(page, 'Rosa Lindqvist')).toBeVisible()
  await expect(row(page, 'Ben Whitcombe')).toBeHidden()
})

test('an arrow that chooses a suggestion of an input method stays in the search field', async ({
  page,
}) => {
  await search(page).fill('rosa')
  await expect(row(page, 'Rosa Lindqvist')).toBeVisible()
  await search(page).evaluate((field) => {
    const about = { key: 'ArrowDown', bubbles: true, cancelable: true }
    field.dispatchEvent(new KeyboardEvent('keydown', { ...about, isComposing: true }))
  })
  await expect(search(page)).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(search(page)).not.toBeFocused()
})

test('on a phone, a long address without a space wraps', async ({ page, server }) => {
  await importPerson(server, `long.${'a'.repeat(55)}@${'sub.'.repeat(30)}northwind.example`)
  await page.setViewportSize({ width: 320, height: 800 })
  await search(page).fill('long.')
  await expect(page.getByText('@sub.')).toBeVisible()
  const overflow = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(overflow).toBe(0)
})

test('if another administrator has deleted the user, the dialog says so', async ({
  page,
  people,
  server,
}) => {
  const username = people.meet('newcomer')
  await search(page).fill(username)
  await expect(page.getByRole('row')).toHaveCount(2)
  await page.getByRole('button', { name: 'Actions for Jane Doe' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click()
  const found = await page.request.get('/api/v1/users', { params: { search: username } })
  const { items } = (await found.json()) as { items: { id: string }[] }
  const headers = { origin: server.url }
  await page.request.delete(`/api/v1/users/${items[0]?.id}`, { headers })
  const dialog = page.getByRole('alertdialog')
  await dialog.getByRole('button', { name: 'Deactivate' }).click()
  await expect(dialog.getByRole('alert')).toContainText('It may have been deleted.')
})
