import { signIn, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'

test('a signed-in user goes to the own account and can sign out', async ({ page, people }) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await page.goto('/')
  await expect(page).toHaveURL('/account')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goto('/account')
  await expect(page).toHaveURL('/sign-in')
})

test('missing values are reported at once, in a summary and at the field', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveTitle(/^Error: Sign in/)
  await expect(page.getByRole('alert').first()).toBeFocused()
  await page.getByRole('link', { name: 'Enter your password' }).click()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await expect(page.getByLabel('Password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/Enter your username/)
})

test('a wrong pair, an unknown name and a device user in a browser: words that fit', async ({
  page,
  people,
}) => {
  await page.goto('/sign-in')
  const notRight = page.getByRole('link', {
    name: 'That username and password don’t match. Try again, or reset your password.',
  })
  for (const username of [people.meet('staff'), 'nobody@northwind.example']) {
    await submitSignIn(page, username, 'not the password at all')
    await expect(notRight).toBeVisible()
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
    await expect(page.getByLabel('Username')).toHaveValue(username)
    await page.reload()
  }
  await submitSignIn(page, people.meet('device'), oldPassword)
  await expect(page.getByText('Sign in to this account from its app.')).toBeVisible()
})

test('after six failures the name has to wait until a shown time, but can be reset', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  for (let failure = 0; failure < 6; failure += 1) {
    const data = { username, password: `wrong ${failure}` }
    await page.request.post('/api/v1/sessions', { data })
  }
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await expect(page.getByRole('alert').first()).toHaveText(
    /Too many tries for this username\. Try again at \d\d:\d\d, or reset your password\./,
  )
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(oldPassword)
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
})

test('Reset password appears while a name is typed, without a request to the server', async ({
  page,
}) => {
  await page.goto('/sign-in')
  const reset = page.getByRole('button', { name: 'Reset password' })
  await expect(page.getByText('Forgot your password? Type your username')).toBeVisible()
  await expect(reset).toBeHidden()
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))

  const username = page.getByLabel('Username')
  await username.pressSequentially('jane.doe')
  await expect(reset).toBeVisible()
  await expect(page.getByRole('status').getByText('Reset password is available.')).toBeAttached()
  await expect(username).toBeFocused()
  await username.pressSequentially('@')
  await expect(reset).toBeHidden()
  await username.pressSequentially('northwind.example')
  await expect(reset).toBeVisible()
  expect(asked).toEqual([])

  await username.press('Tab')
  await reset.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  expect(asked).toEqual(['/api/v1/sign-in-options'])
})

test('a name that isn’t an address is told whom to ask before anything is sent', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill('till-14')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('dialog')).toContainText('If your account has none, ask')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeFocused()
})
