import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { fillNewPassword, openConsole, save, signIn, submitSignIn } from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import { requirePasswordChange } from './support/require-password-change.ts'
import { fillAppCode, openApp, openWaysToSignIn } from './support/second-factors.ts'
import { untilInEffect } from './support/until-in-effect.ts'

// Use a separate installation, as other journeys rely on the settings of a new one.
test.use({ settings: { MAIL_FROM: 'Northwind <no-reply@northwind.example>' } })

const require = async (page: Page, kind: string, graceDays: string) => {
  await openConsole(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  const rules = page.getByRole('group', { name: 'Who can have a second factor' })
  await rules.getByRole('button', { name: kind }).click()
  await page.getByRole('option', { name: 'Required' }).click()
  await page.getByLabel('Time to add a required second factor').fill(graceDays)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Settings were saved.')).toBeVisible()
  await untilInEffect()
}

/** From the button to the list. */
const addApp = async (page: Page) => {
  await page.getByRole('button', { name: 'Add an app' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  const app = openApp(((await page.locator('code').textContent()) ?? '').replaceAll(' ', ''))
  await fillAppCode(page, await app.code())
  await page.getByRole('button', { name: 'Add this app' }).click()
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  return app
}

test('who must have a second factor sees how many days are left, and keeps the last one', async ({
  page,
  openBrowser,
  people,
}) => {
  await require(await openBrowser(), 'Members', '7')
  await signIn(page, people.meet('bcrypt'), oldPassword)
  await expect(page.getByText('7 days left.')).toBeVisible()
  await openWaysToSignIn(page)
  await expect(page.getByText(/^Add a second factor by .* 7 days left\.$/)).toBeVisible()
  await addApp(page)
  await expect(page.getByText('A second factor is on. Your role requires one.')).toBeVisible()
  await page.getByRole('button', { name: 'Options for Authenticator app' }).click()
  const remove = page.getByRole('menuitem', { name: 'Remove…' })
  await expect(remove).toHaveAttribute('aria-disabled', 'true')
  await expect(remove).toContainText('Your role requires one')
})

test('after the days of grace a user can only add a second factor or sign out, and then goes on', async ({
  page,
  openBrowser,
  people,
}) => {
  await require(await openBrowser(), 'Contacts', '0')
  const username = people.meet('contact')
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  const heading = page.getByRole('heading', { name: 'Ways to sign in' })
  await expect(heading).toBeVisible()
  await expect(page.getByText('Add a second factor to continue.')).toBeVisible()
  await page.goto('/account/password')
  await expect(heading).toBeVisible()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await expect(heading).toBeVisible()
  const app = await addApp(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await submitSignIn(page, username, oldPassword)
  await fillAppCode(page, await app.code())
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('who also has to set a new password does that first, and then adds a second factor', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  await require(await openBrowser(), 'Contacts', '0')
  const username = people.meet('contact')
  await requirePasswordChange(server, username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await expect(page).toHaveURL('/set-password')
  await fillNewPassword(page, 'velvet otter climbs 9 maps')
  await save(page)
  await expect(page.getByText('Add a second factor to continue.')).toBeVisible()
  await addApp(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('the settings lead to those who must add one, and that filter goes with selection and export', async ({
  page,
}) => {
  await require(page, 'Contacts', '7')
  await page.reload()
  const due = page.getByRole('link', { name: /^\d+ users must have one and have none$/ })
  const count = Number.parseInt((await due.textContent()) ?? '', 10)
  await due.click()
  await expect(page).toHaveURL('/users?secondFactor=due')
  await expect(page.getByText(new RegExp(`^(Showing|1–25 of) ${count}\\b`)).first()).toBeVisible()
  const tag = 'Remove the filter Second factor: Required but missing'
  await expect(page.getByRole('button', { name: tag })).toBeVisible()
  await page.getByRole('searchbox', { name: 'Search users' }).fill('baltic')
  const rosa = page.getByRole('row').filter({ hasText: 'Rosa Lindqvist' })
  await expect(rosa).toBeVisible()
  await expect(page).toHaveURL('/users?search=baltic&secondFactor=due')

  await page.getByRole('checkbox', { name: 'Select all users on this page' }).press('Space')
  const selected = await page.getByText(/^\d+ selected$/).textContent()
  await page.getByRole('button', { name: 'More', exact: true }).click()
  const downloading = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export CSV' }).click()
  const lines = (await readFile(await (await downloading).path(), 'utf8')).trim().split('\n')
  expect(`${lines.length - 1} selected`).toBe(selected)
  await page.getByRole('button', { name: 'Clear the selection' }).click()

  await page.getByRole('button', { name: /Second factor$/ }).click()
  await page.getByRole('option', { name: 'Has one', exact: true }).click()
  await expect(page).toHaveURL('/users?search=baltic&secondFactor=some')
  await expect(rosa).toBeHidden()
  await page.goBack()
  await expect(rosa).toBeVisible()
})

test('sign-in offers a passkey only while somebody could have one', async ({ page, server }) => {
  const withPasskey = page.getByRole('button', { name: 'Sign in with a passkey' })
  await page.goto('/sign-in')
  await expect(withPasskey).toBeVisible()
  const administrator = await signInAdministrator(server)
  const { secondFactor, ...settings } = await administrator('GET', '/settings')
  const off = Object.fromEntries(Object.keys(secondFactor).map((kind) => [kind, 'off']))
  const change = { ...settings, secondFactor: off, secondFactorForConsole: 'off' }
  await administrator('PUT', '/settings', change)
  await untilInEffect()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(withPasskey).toBeHidden()
})
