import { completeReset, submitSignIn } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { oldPassword } from '../support/people.ts'

const name = 'jane.doe@northwind.example'
const api = '**/api/v1/**'

test('sign in, empty and with a name that can be reset', async ({ page }) => {
  await page.goto('/sign-in')
  await look(page, '1-sign-in')
  await page.getByLabel('Username').fill(name)
  await page.getByLabel('Password', { exact: true }).fill(oldPassword)
  await page.getByRole('button', { name: 'Show password' }).click()
  await look(page, '1-sign-in-filled')
})

test('sign in, with nothing typed and with a pair that is not right', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('link', { name: 'Enter your password' })).toBeVisible()
  await look(page, '1-sign-in-errors')
  await submitSignIn(page, name, 'not the password')
  await expect(page.getByRole('link', { name: /don’t match/ })).toBeVisible()
  await look(page, '1-sign-in-wrong')
})

test('sign in, while the name waits and while the server is away', async ({ page }) => {
  for (let failure = 0; failure < 6; failure += 1) {
    const data = { username: 'waits@northwind.example', password: `wrong ${failure}` }
    await page.request.post('/api/v1/sessions', { data })
  }
  await page.goto('/sign-in')
  await submitSignIn(page, 'waits@northwind.example', 'not the password')
  await expect(page.getByText('Too many tries for this username.')).toBeVisible()
  await look(page, '1-sign-in-waits')
  await page.route(api, (route) => route.abort())
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '1-sign-in-away')
})

test('sign in, where the organization signs in elsewhere', async ({ page }) => {
  const signInWith = { name: 'Okta', startUrl: '/sso', resetUrl: '/sso/reset' }
  await page.route('**/api/v1/sign-in-options', (route) =>
    route.fulfill({ json: { resetAvailable: false, sendsTo: null, signInWith } }),
  )
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(name)
  await page.getByLabel('Username').press('Tab')
  await expect(page.getByRole('link', { name: 'Continue with Okta' })).toBeVisible()
  await look(page, '1-sign-in-provider')
})

test('sign in, after a reset and on the way to the account', async ({ page, people, mailbox }) => {
  const username = people.meet('staff')
  await completeReset(page, await mailbox.receiveReset(username))
  await look(page, '5-sign-in-after-reset')
  await page.goto('/account/password')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await look(page, '1-sign-in-first')
})

test('the confirm dialog, with an address, a plain name, while sending, and refused', async ({
  page,
}) => {
  await page.goto('/sign-in')
  const open = async (username: string) => {
    await page.getByLabel('Username').fill(username)
    await page.getByRole('button', { name: 'Reset password' }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
  }
  await open('till-14')
  await look(page, '2-confirm-plain-name')
  await page.keyboard.press('Escape')
  await open(name)
  await look(page, '2-confirm')

  const asks = '**/api/v1/password-resets'
  let answer = () => {}
  const held = new Promise<void>((resolve) => {
    answer = resolve
  })
  await page.route(asks, async (route) => {
    await held
    await route.fulfill({
      status: 429,
      headers: { 'content-type': 'application/problem+json', 'retry-after': '60' },
      body: JSON.stringify({ code: 'rate-limited', status: 429, title: 'Too many requests' }),
    })
  })
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByRole('button', { name: 'Sending…' })).toBeVisible()
  await look(page, '2-confirm-sending')
  answer()
  await expect(page.getByText(/Too many tries\. Try again at \d\d:\d\d\./)).toBeVisible()
  await look(page, '2-confirm-limited')
  await page.unroute(asks)
  await page.route(asks, (route) => route.abort())
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '2-confirm-away')
})
