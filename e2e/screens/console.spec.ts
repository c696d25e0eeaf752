import type { Page } from '@playwright/test'
import { signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

const lists = /\/api\/v1\/(users|audit-events)(\?|$)/
const search = (page: Page) => page.getByRole('searchbox', { name: 'Search users' })

/** Answers a list without the server: states that an installation in use doesn't have. */
const answer = (page: Page, path: RegExp, json: object) =>
  page.route(path, (route) => route.fulfill({ json }))

const nobody = {
  items: [],
  nextCursor: null,
  prevCursor: null,
  total: 0,
  moreThan: null,
  offset: 0,
  similar: false,
}

test.beforeEach(async ({ page }) => signInAsAdministrator(page))

test('users: listed, with filters, found', async ({ page }) => {
  await page.goto('/users')
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  await look(page, 'a2-users')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('button', { name: 'Filters' }).click()
  await expect(page.getByRole('button', { name: 'Kind' })).toBeVisible()
  await look(page, 'a2-users-filters')
  await page.goto('/users?search=harbour&kind=contact')
  await expect(page.getByText('Ben Whitcombe')).toBeVisible()
  await look(page, 'a2-users-found')
})

test('users: those without a second factor, with all filters', async ({ page }) => {
  await page.goto('/users?secondFactor=none')
  await expect(page.getByText('Second factor: Has none')).toBeVisible()
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  await look(page, 'a2-users-second-factor')
})

test('users: written alike, no match, nobody yet', async ({ page }) => {
  await page.goto('/users?search=lindqwist')
  await expect(page.getByText('Showing similar names.')).toBeVisible()
  await look(page, 'a2-users-similar')
  await page.goto('/users?search=smiht&status=active')
  await expect(page.getByText('No users match “smiht”.').last()).toBeVisible()
  await look(page, 'a2-users-no-match')
  await answer(page, lists, nobody)
  await page.goto('/users')
  await expect(page.getByText('No users yet')).toBeVisible()
  await look(page, 'a2-users-none')
})

test('users: first load, asked anew, away', async ({ page }) => {
  await page.route(lists, () => {})
  await page.goto('/users')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  await look(page, 'a2-users-loading')
  await page.unroute(lists)
  await page.goto('/users')
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  await page.route(lists, (route) => route.abort())
  await search(page).fill('rosa')
  await expect(page.getByText('Could not load users.')).toBeVisible()
  await look(page, 'a2-users-away')
  await page.unroute(lists)
  await page.route(lists, () => {})
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Could not load users.')).toBeHidden()
  await look(page, 'a2-users-again')
})

test('users: a list of a filter, and every state of password and mail', async ({ page }) => {
  const { items } = await (await page.request.get('/api/v1/users?search=rosa')).json()
  const states = [
    ['set', 'delivered', null],
    ['temporary', 'delayed', 'mailbox-full'],
    ['must-change', 'bounced', 'address-does-not-exist'],
    ['blocked', 'failed', 'time-ran-out'],
    ['none', 'not-sent', 'user-deactivated'],
    ['set', 'refused', 'refused-by-policy'],
    ['set', 'accepted', null],
  ].map(([passwordState, status, reason], index) => ({
    ...items[0],
    id: `00000000-0000-4000-8000-00000000000${index}`,
    displayName: `Rosa Lindqvist ${index}`,
    status: index === 4 ? 'deactivated' : 'active',
    passwordState,
    lastMessage: { status, reason, at: new Date().toISOString() },
  }))
  await answer(page, lists, { ...nobody, items: states, total: 1_204 })
  await page.goto('/users')
  await expect(page.getByText('1–7 of 1,204')).toBeVisible()
  await look(page, 'a2-users-states')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('button', { name: 'Password' }).click()
  await expect(page.getByRole('option', { name: 'Must change' })).toBeVisible()
  await look(page, 'a2-users-option')
})

test('the frame: its menus, and the banner of stopped resets', async ({ page }) => {
  await answer(page, /disowned-resets$/, { unseen: 2 })
  await page.goto('/users')
  await expect(page.getByText('Users reported 2 resets they didn’t request')).toBeVisible()
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  await look(page, 'a1-stopped-resets')
  await page.setViewportSize({ width: 320, height: 640 })
  await page.getByRole('button', { name: 'Menu' }).click()
  await expect(page.getByRole('link', { name: 'Audit' })).toBeVisible()
  await look(page, 'a1-menu')
  await page.getByRole('button', { name: 'Mika Ito' }).click()
  await expect(page.getByRole('menuitem', { name: 'Change password' })).toBeVisible()
  await look(page, 'a1-account')
})

test('a session that is about to end', async ({ page }) => {
  await page.clock.install()
  await page.goto('/users')
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  // Any answer of the server extends the session.
  await page.route('**/api/v1/**', () => {})
  await page.clock.fastForward('27:10')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'a1-session-ends')
})

test('a session that has ended', async ({ page }) => {
  await page.goto('/users')
  await expect(page.getByText('1–25 of').last()).toBeVisible()
  await page.context().clearCookies()
  await search(page).fill('rosa')
  await expect(page.getByRole('dialog', { name: 'You were signed out' })).toBeVisible()
  await look(page, 'a1-session-ended')
})

test('audit: listed, open, asked for a filter, with filters', async ({ page }) => {
  await page.goto('/audit')
  await page
    .getByRole('button', { name: /^Details: / })
    .first()
    .click()
  await look(page, 'a7-audit')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('combobox', { name: 'User' }).fill('nobody at all')
  await expect(page.getByText('No user of this name')).toBeVisible()
  await look(page, 'a7-audit-filter')
  await page.goto('/audit?action=session.started&from=2026-11-01')
  await expect(page.getByText('From: 1 Nov 2026')).toBeVisible()
  await look(page, 'a7-audit-filtered')
})

test('audit: nothing, first load, away', async ({ page }) => {
  await page.goto('/audit?action=nothing.known')
  await expect(page.getByText('Nothing recorded for these filters.').last()).toBeVisible()
  await look(page, 'a7-audit-nothing')
  await page.route(lists, () => {})
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
  await look(page, 'a7-audit-loading')
  await page.unroute(lists)
  await page.route(lists, (route) => route.abort())
  await page.goto('/audit')
  await expect(page.getByText('Could not load the events.')).toBeVisible()
  await look(page, 'a7-audit-away')
})
