import type { Page } from '@playwright/test'
import { choose, openConsole, openUser, signIn } from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import { addAppByApi, openWaysToSignIn } from './support/second-factors.ts'

const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName)

test('closing a banner moves the focus to the heading', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'End all sessions')
  await page.getByRole('alertdialog').getByRole('button', { name: /End/ }).click()
  await page.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('a session that is signed out leaves the focus on the page', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(await openBrowser(), username, oldPassword)
  await signIn(page, username, oldPassword)
  await page
    .getByRole('button', { name: /^Sign out .+/ })
    .first()
    .click()
  await expect.poll(() => focused(page)).not.toBe('BODY')
})

test('after a domain is removed, the focus is at its step of the checklist', async ({
  page,
  server,
}) => {
  await openConsole(page)
  const administrator = await signInAdministrator(server)
  const { id } = await administrator('POST', '/sso-connections', {
    name: 'Okta',
    protocol: 'oidc',
    issuer: 'https://idp.northwind.example',
    clientId: 'rekey',
    clientSecret: 'secret',
  })
  await page.goto(`/sso-connections/${id}`)
  await page.getByRole('button', { name: 'Add a domain' }).press('Enter')
  await page.getByRole('textbox', { name: 'Domain' }).fill('one.example')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Add a domain' })).toBeFocused()
  const release = page.getByRole('button', { name: 'Release one.example' })
  await release.press('Enter')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' }).press('Enter')
  await expect(release).toBeFocused()
  await release.press('Enter')
  await page
    .getByRole('alertdialog')
    .getByRole('button', { name: /^Release/ })
    .press('Enter')
  await expect(release).toBeHidden()
  await expect(page.locator(':focus')).toHaveText(/^(Verify your domain|Okta)$/)
})

test('a second factor that is removed leaves the focus on the page', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await addAppByApi(page)
  await page.reload()
  await openWaysToSignIn(page)
  await page.getByRole('button', { name: 'Options for My phone' }).press('Enter')
  await page.getByRole('menuitem', { name: 'Remove…' }).press('Enter')
  await page.getByRole('button', { name: 'Remove' }).press('Enter')
  await expect(page.getByText('My phone was removed.')).toBeVisible()
  await expect.poll(() => focused(page)).toMatch(/^H[12]$/)
})

test('two filters set in quick succession both apply, and both are in the address', async ({
  page,
}) => {
  await openConsole(page)
  await page.getByRole('link', { name: 'Messages' }).click()
  await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible()
  await page.getByRole('button', { name: /Status$/ }).click()
  await page.getByRole('option', { name: 'Queued' }).click()
  await page.getByRole('button', { name: /Kind$/ }).click()
  await page.getByRole('option').nth(1).click()
  await expect(page).toHaveURL(/status=queued&template=/)
})
