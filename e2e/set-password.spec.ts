import { createRemoteJWKSet, jwtVerify } from 'jose'
import { fillNewPassword, fillReset, save, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { look } from './support/look.ts'
import { newPassword, oldPassword } from './support/people.ts'
import { requirePasswordChange } from './support/require-password-change.ts'

test('a user who has to change the password continues to the requested page', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await requirePasswordChange(server, username)
  await page.goto('/account/password')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await expect(page).toHaveURL('/set-password')
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeFocused()
  await look(page, '6-set-password')

  await page.reload()
  await expect(page.getByText('Choose a new password to continue.')).toBeVisible()
  await page.goto('/')
  await expect(page).toHaveURL('/set-password')
  await page.goto('/account/password')
  await expect(page).toHaveURL('/set-password')

  await save(page)
  await expect(page.getByRole('link', { name: 'Enter a new password' })).toBeVisible()
  await look(page, '6-set-password-errors')
  await fillNewPassword(page, oldPassword)
  await save(page)
  const refused = 'Choose a password you haven’t used before.'
  await expect(page.getByRole('link', { name: refused })).toBeVisible()
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page).toHaveURL('/account/password')
  await expect(page.getByRole('status').getByText('Your password was changed.')).toBeVisible()
  await expect(page.getByText('Jane Doe')).toBeVisible()
  await look(page, '6-set-password-saved')
})

test('signing out is the only other choice, and the old password leads back to the page', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await requirePasswordChange(server, username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goto('/set-password')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await expect(page.getByRole('heading', { name: 'Choose your own password' })).toBeVisible()
})

test('a device user sets it here, and signs in to the app with a token that others can check', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('device')
  await requirePasswordChange(server, username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByText('Sign in to your app with the new password.')).toBeVisible()
  await expect(page).toHaveURL('/sign-in')
  await look(page, '6-set-password-device')
  await submitSignIn(page, username, newPassword)
  await expect(page.getByText('Sign in to this account from its app.')).toBeVisible()
  expect(await kindOfApp(server.url, username)).toBe('device')
})

test("a device user's reset ends on a page that says to sign in from the app", async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('device')
  const { link, code } = await mailbox.receiveReset(username)
  await page.goto(link)
  await fillReset(page, code)
  await save(page)
  await expect(page.getByRole('heading', { name: 'Your password was changed' })).toBeVisible()
  await expect(page.getByText('Sign in to your app with the new password.')).toBeVisible()
  expect(await kindOfApp(server.url, username)).toBe('device')
})

/** Signs in as an app does, and checks the token as a service does that trusts Rekey. */
async function kindOfApp(url: string, username: string) {
  const answer = await fetch(`${url}/api/v1/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: newPassword, client: 'app' }),
  })
  const { accessToken } = await answer.json()
  const keys = createRemoteJWKSet(new URL(`${url}/.well-known/jwks.json`))
  const { payload } = await jwtVerify(accessToken, keys, { issuer: url, audience: url })
  return payload.kind
}
