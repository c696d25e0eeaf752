import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import {
  choose,
  openConsole,
  openUser,
  signInAsAdministrator,
  signInByApi,
  submitSignIn,
} from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'

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
  await page.getByRole('combobox', { name: 'Done by' }).fill('mika')
  await page.getByRole('option', { name: /Mika Ito/ }).click()
  await expect(page).toHaveURL(/actorId=/)
  await expect(events(page).filter({ hasText: 'Mika Ito signed in' }).first()).toBeVisible()
  await page.getByLabel('From', { exact: true }).fill('2099-01-01')
  await expect(page.getByText('Nothing recorded for these filters.').last()).toBeVisible()
  await page.getByRole('button', { name: 'Remove the filter From: 1 Jan 2099' }).press('Enter')
  await expect(page.getByRole('combobox', { name: 'User' })).toBeFocused()
  await expect(page.getByRole('button', { name: 'Done by: Mika Ito' })).toBeVisible()
  await page.goBack()
  await expect(page).toHaveURL(/from=2099-01-01/)
  await page.getByRole('button', { name: 'Clear all' }).first().click()
  await expect(page).toHaveURL('/audit')
})

test('“Done by” also finds what an API key did', async ({ page, openBrowser, people, server }) => {
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
  await page.getByRole('combobox', { name: 'Done by' }).fill('corner')
  const keys = page.getByRole('group', { name: 'API keys' })
  await keys.getByRole('option', { name: /^Corner shop, ends with/ }).click()
  await expect(events(page)).toHaveText([/API key Corner shop added the organization Alpine Tea/])
  await page.reload()
  await expect(page.getByRole('button', { name: 'Done by: API key Corner shop' })).toBeVisible()

  // An auditor may see neither API keys nor staff, which says nothing about whether they exist.
  const auditor = people.meet('staff')
  const administrator = await signInAdministrator(server)
  const permissions = ['console.access', 'audit.read', 'contacts.read']
  const role = await administrator('POST', '/roles', { name: 'Reviewer of contacts', permissions })
  const { items } = await administrator('GET', `/users?search=${auditor}`)
  await administrator('PATCH', `/users/${items[0].id}`, { roleId: role.id })
  const theirs = await openBrowser()
  const path = new URL(page.url())
  await signInByApi(theirs, auditor)
  await theirs.goto(path.pathname + path.search)
  await expect(theirs.getByRole('button', { name: 'Done by: API key Corner shop' })).toBeVisible()
  await theirs.goto(`/audit?userId=${items[0].id}`)
  await expect(theirs.getByRole('button', { name: 'User: Jane Doe' })).toBeVisible()
})

test('a user’s history holds mails, failed sign-ins and sign-outs, also after the user was deleted', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await choose(page, 'Reset password…')
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Accepted by mail server').first()).toBeVisible()
  const theirs = await openBrowser()
  await theirs.goto('/sign-in')
  await submitSignIn(theirs, username, 'not the password')
  await expect(theirs.getByText(/^That username and password don’t match/).first()).toBeVisible()
  await submitSignIn(theirs, username, oldPassword)
  await expect(theirs.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await theirs.getByRole('button', { name: 'Sign out' }).first().click()
  await expect(theirs.getByRole('heading', { name: /^Sign in/ })).toBeVisible()

  await page.getByRole('link', { name: 'History' }).click()
  const story = page.getByRole('main')
  await expect(story).toContainText('Mika Ito reset the password of Jane Doe by e-mail')
  await expect(story).toContainText(`Password reset mailed to ${username}`)
  await expect(story).toContainText('Someone failed to sign in as Jane Doe')
  await expect(story).toContainText('Jane Doe signed out')
  await story.getByRole('button', { name: /^Details: Mail Password reset/ }).click()
  await expect(story.getByRole('listitem').filter({ hasText: /^Queued/ })).toBeVisible()

  await choose(page, 'Delete…')
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(page.getByText('Jane Doe was deleted.')).toBeVisible()
  await page.goto('/audit?action=user.deleted')
  const deletion = events(page).filter({ hasText: 'Mika Ito deleted user' }).first()
  await deletion.getByRole('link', { name: /^user [0-9A-Z]{4}$/ }).click()
  await expect(page.getByRole('button', { name: /User: deleted user [0-9A-Z]{4}/ })).toBeVisible()
  await expect(events(page).filter({ hasText: 'failed to sign in' }).first()).toBeVisible()
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
