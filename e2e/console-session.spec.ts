import { openConsole, signInAsAdministrator, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, oldPassword } from './support/people.ts'

test('a signed-out user signs in first and then reaches the requested address', async ({
  page,
}) => {
  await page.goto('/users?search=rosa&kind=contact')
  await expect(page.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(page, administrator, oldPassword)
  await expect(page).toHaveURL('/users?search=rosa&kind=contact')
  await expect(page.getByRole('link', { name: 'Rosa Lindqvist', exact: true })).toBeVisible()
})

test('a user who may not open the console is told so', async ({ page, people }) => {
  await page.goto('/users')
  await submitSignIn(page, people.meet('staff'), oldPassword)
  await expect(page.getByText('You don’t have access to the console')).toBeVisible()
  await page.getByRole('link', { name: 'Go to your account' }).click()
  await expect(page).toHaveURL('/account')
})

test('signing out from the account menu', async ({ page }) => {
  await openConsole(page)
  await page.getByRole('button', { name: 'Mika Ito' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await page.goto('/audit')
  await expect(page).toHaveURL('/sign-in')
})

test('an idle session warns two minutes before it ends and can be extended', async ({ page }) => {
  await page.clock.install()
  await openConsole(page)
  // The session counts from the last answer, so all of them have to be there before time moves.
  await expect(page.getByText(/\d+ users found/)).toBeVisible()
  await page.waitForLoadState('networkidle')
  // A minute before the warning, and a minute after: longer than the journey itself may take.
  await page.clock.fastForward('26:00')
  await expect(page.getByRole('alertdialog')).toBeHidden()
  await page.clock.fastForward('02:00')
  const dialog = page.getByRole('alertdialog', { name: /You will be signed out at \d\d:\d\d/ })
  await expect(dialog).toBeVisible()
  await expect(page.getByRole('button', { name: 'Stay signed in' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await page.clock.fastForward('05:00')
  await expect(dialog).toBeHidden()
})

test('after the end one signs in over the page, where all that was typed still stands', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await page.getByLabel('E-mail address').fill('new.one@northwind.example')
  await page.context().clearCookies()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('New One')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  const dialog = page.getByRole('dialog', { name: 'You were signed out' })
  await expect(dialog).toContainText(administrator)
  await page.keyboard.press('Escape')
  await dialog.getByLabel('Password').fill('not the password')
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(dialog).toContainText('Password is not right')
  await dialog.getByLabel('Password').fill(oldPassword)
  await dialog.getByLabel('Password').press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page).toHaveURL('/users/new')
  await expect(page.getByLabel('E-mail address')).toHaveValue('new.one@northwind.example')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('heading', { name: 'New One' })).toBeVisible()
})
