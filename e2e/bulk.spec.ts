import { readFile } from 'node:fs/promises'
import type { Page, Route } from '@playwright/test'
import type { UserBatch } from '@rekey/contracts/user-batches'
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
  // The focus doesn't get lost with the result.
  await expect(page.locator('[data-row-link]').first()).toBeFocused()
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

test('all users that match the filters are exported as CSV', async ({ page, people }) => {
  const username = people.meet('contact')
  await openConsole(page)
  await page.goto(`/users?kind=contact&search=${encodeURIComponent(username)}`)
  await expect(rowOf(page, username)).toBeVisible()
  const downloading = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).press('Enter')
  const file = await readFile(await (await downloading).path(), 'utf8')
  // The mark tells Excel that the file is UTF-8.
  expect(file).toMatch(/^\uFEFFid,username/)
  expect(file.trim().split('\n')).toHaveLength(2)
  expect(file).toContain(username)
  await expect(page.getByText('The export is saved')).toBeVisible()
  await page.goto('/users?search=smiht')
  await expect(page.getByText('No users match “smiht”.').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Export CSV' })).toBeHidden()
})

const batch: UserBatch = {
  id: '018f2a52-0000-7000-8000-000000000001',
  action: 'deactivate',
  role: null,
  status: 'completed',
  stoppedBecause: null,
  createdAt: '2026-11-29T09:43:00Z',
  startedAt: '2026-11-29T09:44:00Z',
  endedAt: '2026-11-29T09:45:00Z',
  codeHours: null,
  counts: {
    matched: 120,
    toDo: 120,
    waiting: 0,
    sending: 0,
    done: 0,
    failed: 120,
    stopped: 0,
    excluded: {},
  },
}
const failures = Array.from({ length: 120 }, (_, n) => ({
  user: {
    id: `018f2a52-0000-7000-8000-${String(n).padStart(12, '0')}`,
    displayName: `Failed ${n + 1}`,
    username: null,
    deleted: false,
  },
  outcome: 'failed',
  reason: 'could-not-be-done',
  advice: null,
  messageId: null,
}))

test('every failure of a batch can be reached, and a list that doesn’t load says so', async ({
  page,
}) => {
  const users = '**/api/v1/user-batches/*/users?*'
  const pages = (route: Route) => {
    const isSecond = new URL(route.request().url()).searchParams.get('cursor') === 'second'
    const items = isSecond ? failures.slice(100) : failures.slice(0, 100)
    return route.fulfill({ json: { items, nextCursor: isSecond ? null : 'second' } })
  }
  await openConsole(page)
  await page.route('**/api/v1/user-batches', (route) => route.fulfill({ json: { items: [batch] } }))
  await page.route(users, (route) => route.abort())
  await page.goto('/users')
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await page.unroute(users)
  await page.route(users, pages)
  // Beside it stands the one that tries the batch again.
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Failed 5', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Show more, 115 left' }).press('Enter')
  await expect(page.getByRole('listitem').filter({ hasText: /^Failed 6(?!\d)/ })).toBeFocused()
  await page.unroute(users)
  await page.route(users, (route) => route.abort())
  await page.getByRole('button', { name: 'Show more, 20 left' }).press('Enter')
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await page.unroute(users)
  await page.route(users, pages)
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Failed 120', { exact: true })).toBeVisible()
})

test('a selection that is too large for resets goes along to a campaign', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await page.goto(`/users?search=${encodeURIComponent(username)}`)
  await rowOf(page, username).getByRole('checkbox').press('Space')
  // As for more than 1,000 users.
  await page.route('**/api/v1/user-batches', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'Bad request', status: 400, code: 'bad-request' },
    }),
  )
  await page.getByRole('button', { name: 'Start resets' }).click()
  await page.getByRole('link', { name: 'New campaign' }).click()
  await expect(page.getByText('The user that you selected.')).toBeVisible()
  await page.getByLabel('Name').fill('Selected users')
  await page.getByLabel('Why').fill('Your password was found in a leak.')
  await page.getByRole('button', { name: 'Continue to the preview' }).click()
  await expect(page.getByText('1 user will get a mail')).toBeVisible()
  await expect(page.getByText('chosen one by one')).toBeVisible()
})
