import type { Page } from '@playwright/test'
import {
  fillNewPassword,
  fillReset,
  openChangePassword,
  openConsole,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { look } from './support/look.ts'
import { newPassword, oldPassword } from './support/people.ts'

const api = '**/api/v1/**'

/** How a server may be away: no answer at all, or a proxy's error page in its place. */
const ways = [
  ['gives no answer', (page: Page) => page.route(api, (route) => route.abort('connectionrefused'))],
  [
    'stands behind a proxy that answers 502',
    (page: Page) =>
      page.route(api, (route) =>
        route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' }),
      ),
  ],
] as const

const banner = (page: Page) =>
  page.getByRole('alert').getByText('We could not reach the server. Nothing was changed.')

const comeBackAndTryAgain = async (page: Page) => {
  await expect(banner(page)).toBeVisible()
  await page.unroute(api)
  await page.getByRole('button', { name: 'Try again' }).click()
}

for (const [how, goAway] of ways) {
  test(`sign in: a server that ${how} costs nothing that was typed`, async ({ page, people }) => {
    const username = people.meet('staff')
    await page.goto('/sign-in')
    await page.getByLabel('Username').fill(username)
    await page.getByLabel('Password', { exact: true }).fill(oldPassword)
    await goAway(page)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(banner(page)).toBeVisible()
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue(oldPassword)
    await comeBackAndTryAgain(page)
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  })

  test(`asking: the dialog of a server that ${how} stays open`, async ({ page, people }) => {
    await page.goto('/sign-in')
    await page.getByLabel('Username').fill(people.meet('staff'))
    await goAway(page)
    await page.getByRole('button', { name: 'Reset password' }).click()
    await page.getByRole('button', { name: 'Send e-mail' }).click()
    await comeBackAndTryAgain(page)
    await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
  })

  test(`reset: a server that ${how} costs neither code nor password`, async ({
    page,
    meetWithReset,
  }) => {
    const { mail } = await meetWithReset('staff')
    await goAway(page)
    await page.goto(mail.link)
    await comeBackAndTryAgain(page)
    await fillReset(page, mail.code)
    await goAway(page)
    await save(page)
    await expect(banner(page)).toBeVisible()
    await expect(page.getByLabel('6-digit code')).toHaveValue(mail.code)
    await expect(page.getByLabel('New password', { exact: true })).toHaveValue(newPassword)
    await comeBackAndTryAgain(page)
    await expect(page.getByText('Your password was changed.')).toBeVisible()
  })

  test(`change: a server that ${how} costs nothing that was typed`, async ({ page, people }) => {
    await signIn(page, people.meet('staff'), oldPassword)
    await openChangePassword(page)
    await page.getByLabel('Current password', { exact: true }).fill(oldPassword)
    await fillNewPassword(page, newPassword)
    await goAway(page)
    await save(page)
    await expect(page.getByLabel('Current password', { exact: true })).toHaveValue(oldPassword)
    await comeBackAndTryAgain(page)
    await expect(page.getByText('Your password was changed.')).toBeVisible()
  })
}

const screens = [
  {
    script: '**/assets/reset-sent-page*.js',
    open: async (page: Page, username: string) => {
      await page.goto('/sign-in')
      await page.getByLabel('Username').fill(username)
      await page.getByRole('button', { name: 'Reset password' }).click()
      await page.getByRole('button', { name: 'Send e-mail' }).click()
    },
    heading: 'Check your e-mail',
  },
  {
    script: '**/assets/account-frame*.js',
    open: async (page: Page, username: string) => {
      await page.goto('/sign-in')
      await submitSignIn(page, username, oldPassword)
    },
    heading: 'Your account',
  },
] as const

for (const { script, open, heading } of screens) {
  test(`${heading}: a screen whose script can’t be fetched comes at the next try`, async ({
    page,
    people,
  }) => {
    await page.route(script, (route) => route.abort('connectionrefused'))
    await open(page, people.meet('staff'))
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeFocused()
    await look(page, 'not-loaded')
    await page.unroute(script)
    await page.getByRole('button', { name: 'Try again' }).click()
    await expect(page.getByRole('heading', { name: heading })).toBeVisible()
  })
}

for (const [what, file] of [
  ['script', '**/assets/audit-page*.js'],
  ['style sheet', '**/assets/audit-*.css'],
] as const) {
  test(`console: a screen whose ${what} can’t be fetched leaves the way to the others`, async ({
    page,
  }) => {
    await page.route(file, (route) => route.fulfill({ status: 404 }))
    await openConsole(page)
    await page.getByRole('link', { name: 'Audit' }).click()
    await expect(page.getByRole('heading', { name: 'This page could not be loaded' })).toBeVisible()
    await page.getByRole('link', { name: 'Messages' }).click()
    await expect(page.getByRole('heading', { name: 'Messages', exact: true })).toBeVisible()
  })
}
