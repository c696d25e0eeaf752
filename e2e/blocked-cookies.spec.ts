import type { Page } from '@playwright/test'
import { completeReset } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

/** As Firefox does if it blocks the cookies of this site. Chromium leaves the channel open. */
const blockCookies = (page: Page) =>
  page.addInitScript(() => {
    const refuse = (): never => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    Object.defineProperty(window, 'sessionStorage', { get: refuse })
    Object.defineProperty(window, 'BroadcastChannel', { value: refuse })
  })

const warning = 'Your browser blocks cookies. Allow them for this site to sign in.'

test('a password is reset in a browser that blocks cookies, and then it says what to allow', async ({
  page,
  people,
  mailbox,
}) => {
  const { link, code } = await mailbox.receiveReset(people.meet('staff'))
  await blockCookies(page)
  await completeReset(page, { link, code })
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByText(warning)).toBeVisible()
})

test('a password is reset in a browser whose storage takes nothing', async ({
  page,
  people,
  mailbox,
}) => {
  const { link, code } = await mailbox.receiveReset(people.meet('staff'))
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
    }
  })
  await completeReset(page, { link, code })
  await expect(page.getByText(warning)).toHaveCount(0)
})

test('a browser that allows cookies shows no word of them', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible()
  await expect(page.getByText(warning)).toHaveCount(0)
})
