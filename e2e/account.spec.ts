import { openConsole, signIn, signInByApi } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, oldPassword } from './support/people.ts'
import { signInAsApp } from './support/sign-in-as-app.ts'

test('the own account shows the user’s details and active sessions', async ({ page, people }) => {
  const username = people.meet('contact')
  await signIn(page, username, oldPassword)
  const facts = page.getByRole('main').locator('dl')
  for (const fact of ['Jane Doe', username, 'Contact', 'Registered']) {
    await expect(facts.getByText(fact, { exact: true })).toBeVisible()
  }
  const sessions = page.getByRole('listitem')
  await expect(sessions).toHaveCount(1)
  await expect(sessions).toContainText(/Chrome on Linux/)
  await expect(sessions).toContainText(/Signed in today \d\d:\d\d/)
  await expect(sessions).toContainText('This session')
  await expect(page.getByRole('button', { name: /^Sign out \w/ })).toHaveCount(0)
})

test('the heading stays while the page is fetched', async ({ page, people }) => {
  await signInByApi(page, people.meet('staff'))
  const { promise: fetched, resolve: fetch } = Promise.withResolvers<void>()
  await page.route('**/assets/account-page-*.js', async (route) => {
    await fetched
    await route.continue()
  })
  await page.goto('/account', { waitUntil: 'commit' })
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Your account' })).toBeVisible()
  fetch()
  await expect(page.getByText('This session')).toBeVisible()
})

test('a user ends one session, and then all others, of browsers and apps', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  const phone = await openBrowser({
    userAgent:
      'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
  })
  await signIn(phone, username, oldPassword)
  const desk = await openBrowser()
  await signIn(desk, username, oldPassword)
  const accessToken = await signInAsApp(server, username)

  await page.reload()
  await expect(page.getByRole('listitem')).toHaveCount(4)
  await page.getByRole('button', { name: /^Sign out Chrome on Android, signed in today/ }).click()
  await expect(page.getByRole('status').getByText('Signed out: Chrome on Android.')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Where you are signed in' })).toBeFocused()
  await expect(page.getByRole('listitem')).toHaveCount(3)
  await phone.reload()
  await expect(phone.getByText('Sign in to continue.')).toBeVisible()
  await desk.reload()
  await expect(desk.getByRole('heading', { name: 'Your account' })).toBeVisible()

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('2 other sessions were signed out.')).toBeVisible()
  await expect(page.getByRole('listitem')).toHaveCount(1)
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
  await desk.reload()
  await expect(desk.getByText('Sign in to continue.')).toBeVisible()
  const answer = await fetch(`${server.url}/api/v1/sessions/current`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  expect(answer.status).toBe(401)
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('a user who was signed out elsewhere signs in and returns to the page', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  const other = await openBrowser()
  await signIn(other, username, oldPassword)
  await page.reload()
  await expect(page.getByRole('listitem')).toHaveCount(2)
  await other.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(other.getByText('1 other session was signed out.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(oldPassword)
  await page.getByLabel('Password', { exact: true }).press('Enter')
  await expect(page).toHaveURL('/account')
})

test('an administrator opens the own account from the console and returns', async ({ page }) => {
  await openConsole(page)
  await page.getByRole('button', { name: /Mika Ito/ }).click()
  await page.getByRole('menuitem', { name: 'Your account' }).click()
  await expect(page.getByText(administrator)).toBeVisible()
  await page.getByRole('link', { name: 'Back to the console' }).click()
  await expect(page.getByRole('heading', { name: 'Overview' })).toBeVisible()
})
