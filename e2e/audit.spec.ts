import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { choose, openConsole, openUser, signInAsAdministrator } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const events = (page: Page) =>
  page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Details: / }) })

test('an administrator’s action is shown as one sentence, with details on request', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'End all sessions')
  await page.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('had no active sessions')).toBeVisible()
  await page.getByRole('link', { name: 'Audit' }).first().click()
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
  const event = events(page).filter({ hasText: 'Mika Ito ended all sessions of Jane Doe' }).first()
  await expect(event).toContainText('from 127.0.0.1')
  const details = event.getByRole('button', { name: /^Details: Mika Ito ended/ })
  await details.click()
  await expect(details).toHaveAttribute('aria-expanded', 'true')
  await expect(event).toContainText('user.sessions-ended')
  await expect(event).toContainText('UTC)')
  await event.getByRole('link', { name: 'Mika Ito' }).click()
  await expect(page.getByRole('heading', { name: 'Mika Ito' })).toBeFocused()
})

test('filters are kept in the address and can be removed by keyboard', async ({ page }) => {
  await signInAsAdministrator(page)
  await page.goto('/audit')
  await page.getByRole('button', { name: 'Add a filter' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Done by' }).press('Enter')
  await page.getByRole('combobox', { name: 'Done by' }).fill('mika')
  await page.getByRole('option', { name: /Mika Ito/ }).click()
  await page.getByRole('button', { name: 'Show these' }).click()
  await expect(page).toHaveURL(/actorId=/)
  await expect(events(page).filter({ hasText: 'Mika Ito signed in' }).first()).toBeVisible()
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('menuitem', { name: 'From' }).click()
  await page.getByLabel('Day', { exact: true }).fill('2099-01-01')
  await page.getByRole('button', { name: 'Show these' }).click()
  await expect(page.getByText('Nothing recorded for these filters.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Remove the filter From: 1 Jan 2099' }).press('Enter')
  await expect(page.getByRole('button', { name: 'Add a filter' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Done by: Mika Ito' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/from=2099-01-01/)
  await page.getByRole('button', { name: 'Clear all' }).first().click()
  await expect(page).toHaveURL('/audit')
})

test('“Done by” also finds what an API key did', async ({ page, server }) => {
  await openConsole(page)
  const created = await page.request.post('/api/v1/api-keys', {
    headers: { origin: server.url },
    data: { name: 'Corner shop', scopes: ['organizations.write'] },
  })
  const { key } = await created.json()
  await fetch(`${server.url}/api/v1/organizations`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Alpine Tea' }),
  })
  await page.goto('/audit')
  await page.getByRole('button', { name: 'Add a filter' }).click()
  await page.getByRole('menuitem', { name: 'Done by' }).click()
  await page.getByRole('combobox', { name: 'Done by' }).fill('corner')
  const keys = page.getByRole('group', { name: 'API keys' })
  await keys.getByRole('option', { name: /^Corner shop, ends with/ }).click()
  await page.getByRole('button', { name: 'Show these' }).click()
  await expect(events(page)).toHaveText([/API key Corner shop added the organization Alpine Tea/])
  await page.reload()
  await expect(page.getByRole('button', { name: 'Done by: API key Corner shop' })).toBeVisible()
})

test('the list pages to older and newer events', async ({ page }) => {
  await openConsole(page)
  for (let made = 0; made < 26; made += 1) {
    await page.request.get('/api/v1/audit-events', { headers: { accept: 'text/csv' } })
  }
  await page.goto('/audit?action=audit.exported')
  await expect(page.getByText('Showing 25 events').last()).toBeVisible()
  await page.getByRole('button', { name: 'Older' }).click()
  await expect(page).toHaveURL(/cursor=/)
  await expect(page.getByText('Showing 1 event').last()).toBeVisible()
  await page.getByRole('button', { name: 'Newer' }).click()
  await expect(page.getByText('Showing 25 events').last()).toBeVisible()
})

test('the CSV contains the events that match the filters', async ({ page }) => {
  await signInAsAdministrator(page)
  await page.goto('/audit?action=users.imported')
  await expect(events(page).first()).toContainText('The operator imported')
  const file = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export CSV' }).click()
  const download = await file
  expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/)
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\r\n')
  expect(lines).toHaveLength(2)
  expect(lines[1]).toContain('users.imported')
  await expect(page.getByText('Exported.')).toBeVisible()
})

test('resets that their users stopped stand above every screen until they are looked at', async ({
  page,
  people,
  mailbox,
  server,
}) => {
  const { notMeLink } = await mailbox.receiveReset(people.meet('staff'))
  const token = notMeLink.split('#')[1]
  await fetch(`${server.url}/api/v1/password-resets/disown`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  await openConsole(page)
  const banner = page.getByText('1 user reported a reset they didn’t request')
  await expect(banner).toBeVisible()
  await page.getByRole('link', { name: 'See it' }).click()
  await expect(page).toHaveURL('/audit?action=password-reset.disowned')
  await expect(events(page).first()).toContainText('Jane Doe cancelled a password reset')
  await expect(banner).toBeHidden()
  await page.reload()
  await expect(events(page).first()).toBeVisible()
  await expect(banner).toBeHidden()
})
