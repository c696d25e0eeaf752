import { choose, fillReset, save } from './support/acts.ts'
import { newPassword } from './support/people.ts'
import { giveRole } from './support/roles.ts'
import { continueWith, expect, insistOnPassword, signInThere, test } from './support/sso-journey.ts'

test('an SSO user asks for a reset and learns where to go; a role and a console password open the console', async ({
  page,
  openBrowser,
  connect,
  mailbox,
  domain,
}) => {
  const username = `jane@${domain}`
  const provider = `Okta of ${domain}`
  await connect('oidc', provider)
  await continueWith(page, provider, username)
  await signInThere(page, username)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()

  await insistOnPassword(page, username)
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
  const told = await mailbox.waitForMail(username)
  expect(told.text).toContain(provider)
  expect(told.text).toContain(`https://reset.${domain}`)
  expect(told.code).toBe('')
  expect(told.link).toBe('')

  const console = await openBrowser()
  await giveRole(console, username, 'Moderator')
  await choose(console, 'Reset password…')
  await console.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  await expect(console.getByRole('dialog')).toHaveCount(0)

  const { link, code } = await mailbox.waitForMail(username, 2)
  await page.goto(link)
  await fillReset(page, code)
  await save(page)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
  await insistOnPassword(page, username)
  await page.getByLabel('Password', { exact: true }).fill(newPassword)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByText(/with the console password/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()

  await continueWith(page, provider, username)
  await page.goto('/account')
  await expect(
    page.getByText(`You sign in with ${provider} and change your password there.`),
  ).toBeVisible()

  // The user is signed out and has no password here, so the way leads to the provider.
  await page.goto('/users')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  await page.context().clearCookies({ name: 'rekey-session' })
  await page.getByRole('searchbox', { name: 'Search users' }).fill('jane')
  await expect(page).toHaveURL('/users?search=jane')
  await page.getByRole('button', { name: 'Go to sign-in' }).click()
  await expect(page.getByLabel('Username')).toHaveValue(username)
  await page.getByLabel('Username').press('Enter')
  await page.getByRole('link', { name: `Continue with ${provider}` }).click()
  await expect(page).toHaveURL('/users?search=jane')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
})
