import type { Page } from '@playwright/test'
import { askForReset, completeReset, openConsole, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, oldPassword } from './support/people.ts'

const chart = (page: Page, name: string) => page.getByRole('region', { name, exact: true })

test('an administrator lands on the overview, whose figures follow what people do', async ({
  page,
  people,
  mailbox,
  openBrowser,
}) => {
  await page.goto('/sign-in')
  await submitSignIn(page, administrator, oldPassword)
  await expect(page).toHaveURL('/overview')
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeFocused()

  const other = await openBrowser()
  const username = people.meet('staff')
  await askForReset(other, username)
  await completeReset(other, await mailbox.receiveReset(username))
  await page.getByRole('link', { name: '24 hours' }).click()
  await expect(page).toHaveURL('/overview?days=1')
  await page.reload()
  const resets = chart(page, 'Password resets')
  await expect(resets.getByRole('link', { name: /^\d+ completed$/ })).not.toHaveText('0')
  await expect(resets.getByRole('img', { name: /resets requested/ })).toBeVisible()

  await resets.getByRole('link', { name: /completed$/ }).click()
  await expect(page).toHaveURL(/\/audit\?action=password-reset\.completed&from=/)
  await expect(page.getByRole('heading', { name: 'Audit' })).toBeVisible()
})

test('a table takes the place of a chart, and is remembered', async ({ page }) => {
  await openConsole(page)
  await page.goto('/overview')
  const mails = chart(page, 'Mail delivery')
  const toggle = mails.getByRole('button')
  await expect(toggle).toHaveAttribute('aria-expanded', 'false')
  await toggle.press('Enter')
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await expect(toggle).toBeFocused()
  await expect(mails.getByRole('columnheader', { name: 'Delivered' })).toBeVisible()
  await expect(mails.getByRole('row')).toHaveCount(32)
  await expect(mails.getByRole('img')).toBeHidden()
  await page.reload()
  await expect(mails.getByRole('row')).toHaveCount(32)
  await mails.getByRole('link', { name: /Accepted$/ }).click()
  await expect(page).toHaveURL(/\/messages\?status=accepted/)
})

test('users without a password are listed apart by how they sign in', async ({ page }) => {
  await openConsole(page)
  await page.goto('/overview')
  const users = chart(page, 'Users by password')
  const none = users.getByRole('link', { name: /No password yet$/ })
  const count = await none.textContent()
  await none.click()
  await expect(page).toHaveURL('/users?passwordState=none&signInMethod=password')
  await expect(page.getByText(new RegExp(`^(Showing )?${count} user`)).first()).toBeVisible()
})

test('the overview links to mail health, even when nothing needs attention', async ({ page }) => {
  await openConsole(page)
  await page.goto('/overview')
  await chart(page, 'Mail delivery').getByRole('link', { name: 'See mail health' }).click()
  await expect(page.getByRole('heading', { name: 'Mail health', level: 1 })).toBeFocused()
})

test('an error keeps the figures that were shown, and can be tried again', async ({ page }) => {
  await openConsole(page)
  await page.route('**/api/v1/overview*', (route) => route.abort())
  await page.goto('/overview')
  await expect(page.getByText('Could not load mail delivery.')).toBeVisible()
  await page.unroute('**/api/v1/overview*')
  await page.getByRole('button', { name: 'Try again' }).first().click()
  await expect(chart(page, 'Mail delivery').getByRole('img')).toBeVisible()
  await page.route('**/api/v1/overview*', (route) => route.abort())
  await page.getByRole('link', { name: '90 days' }).click()
  await expect(page.getByRole('alert')).toContainText('We could not reach the server')
  await expect(chart(page, 'Mail delivery').getByRole('img')).toBeVisible()
})

test('new items appear without a reload, and neither the focus nor the page moves', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 480 })
  await openConsole(page)
  await page.clock.install()
  let items = [due(7), bounced(2)]
  await page.route('**/api/v1/overview*', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    await route.fulfill({ json: { ...body, attention: items } })
  })
  await page.goto('/overview')
  const link = page.getByRole('link', { name: /^See who: 7 users must have a second factor/ })
  await expect(link).toHaveAttribute('href', '/users?secondFactor=due')
  await link.focus()
  const users = page.getByRole('heading', { name: 'Users by password' })
  // The list above has left the window: what it gains must not push down what is read.
  await users.evaluate((heading) => heading.scrollIntoView())
  const place = async () => (await users.boundingBox())?.y
  const before = await place()

  items = [bounced(3), { ...due(9), severity: 'problem' }, disowned]
  await page.clock.runFor(31_000)
  const changed = page.getByRole('link', { name: /^See who: 9 users must have a second factor/ })
  await expect(changed).toBeFocused()
  await expect(page.getByText('1 user cancelled a reset they didn’t request')).toBeVisible()
  expect(await place()).toBe(before)
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0)
})

const item = { severity: 'warning', since: null, at: null, until: null, subject: null, reasons: [] }
const due = (count: number) => ({ ...item, kind: 'second-factors-due', count })
const bounced = (count: number) => ({ ...item, kind: 'mails-bounced', severity: 'problem', count })
const disowned = { ...item, kind: 'resets-disowned', count: 1 }
