import { fillReset, save } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword } from './support/people.ts'

test('the error summary follows corrections and disappears with the last error', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' })
  await expect(summary.getByRole('link')).toHaveText(['Enter your username', 'Enter your password'])
  await page.getByLabel('Username').fill('jane.doe@northwind.example')
  await expect(summary.getByRole('link')).toHaveText(['Enter your password'])
  await page.getByLabel('Password', { exact: true }).fill('anything')
  await expect(summary).toBeHidden()
  await expect(page).toHaveTitle(/^Sign in/)
})

test('a confirm field that is empty is to be filled in, not said to differ', async ({
  page,
  people,
  mailbox,
}) => {
  const { link, code } = await mailbox.receiveReset(people.meet('staff'))
  await page.goto(link)
  await fillReset(page, code, newPassword)
  await page.getByLabel('Confirm new password', { exact: true }).fill('')
  await save(page)
  await expect(page.getByRole('link', { name: 'Enter the new password again' })).toBeVisible()
  await page.getByLabel('Confirm new password', { exact: true }).fill('something else')
  await expect(page.getByRole('link', { name: 'Passwords do not match' })).toBeVisible()
})

test('a failed look-up of sign-in options is repeated at the next action', async ({ page }) => {
  await page.goto('/sign-in')
  await page.route('**/api/v1/sign-in-options', (route) => route.abort())
  await page.getByLabel('Username').fill('jane.doe@northwind.example')
  const failed = page.waitForEvent('requestfailed')
  await page.getByLabel('Username').press('Tab')
  await failed
  await page.unroute('**/api/v1/sign-in-options')
  const answered = page.waitForResponse('**/api/v1/sign-in-options')
  await page.getByRole('button', { name: 'Reset password' }).click()
  expect((await answered).status()).toBe(200)
})
