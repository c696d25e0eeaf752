import { fillNewPassword, openChangePassword, save, signIn, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'

test('from /.well-known/change-password over signing in, to a password that others lack', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const other = await openBrowser()
  await signIn(other, username, oldPassword)

  await page.goto('/.well-known/change-password')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await expect(page).toHaveURL('/account/password')
  await page.getByLabel('Current password', { exact: true }).fill(oldPassword)
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByRole('status').getByText('1 other device was signed out.')).toBeVisible()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveValue('')
  expect((await mailbox.waitForMail(username)).subject).toMatch(/password was changed/)

  await other.reload()
  await expect(other.getByText('Sign in to continue.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('Jane Doe')).toBeVisible()
})

test('other devices stay signed in if the user chooses that', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  const other = await openBrowser()
  await signIn(other, username, oldPassword)
  await signIn(page, username, oldPassword)
  await openChangePassword(page)
  await page.getByLabel('Current password', { exact: true }).fill(oldPassword)
  await fillNewPassword(page, newPassword)
  await page.getByLabel('Sign out my other devices').uncheck()
  await save(page)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await other.reload()
  await expect(other.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('a wrong current password empties only its own field', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await openChangePassword(page)
  await page.getByLabel('Current password', { exact: true }).fill('not the current one')
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByRole('link', { name: 'Current password is not right' })).toBeVisible()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveValue('')
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue(newPassword)
})

test('weak, unlike and old passwords are refused, each with its reason', async ({
  page,
  people,
}) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await openChangePassword(page)
  await page.getByLabel('Current password', { exact: true }).fill(oldPassword)
  // The page's own verdict needs its dictionaries, which the field's focus fetches.
  await page.getByLabel('New password', { exact: true }).fill('Password123!')
  await expect(page.getByText('Strength: Too weak', { exact: true })).toBeAttached()
  const refused = [
    ['Password123!', newPassword, /Choose a stronger password\. This one is/],
    [newPassword, 'velvet otter', /Passwords do not match/],
    [oldPassword, oldPassword, /Choose a password you haven’t used before./],
  ] as const
  for (const [password, confirmation, reason] of refused) {
    await page.getByLabel('New password', { exact: true }).fill(password)
    await page.getByLabel('Confirm new password', { exact: true }).fill(confirmation)
    await save(page)
    await expect(page.getByRole('link', { name: reason })).toBeVisible()
  }
})

test('a user who has forgotten the current password resets it by e-mail', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await openChangePassword(page)
  await page.getByRole('button', { name: 'Forgot it? Reset by e-mail' }).click()
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
  expect((await mailbox.waitForMail(username)).link).not.toBe('')
})
