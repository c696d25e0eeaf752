import type { Page } from '@playwright/test'
import { choose, openConsole, openUser, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'

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
