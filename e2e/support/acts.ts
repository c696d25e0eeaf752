import { expect, type Page } from '@playwright/test'
import { administrator, newPassword, oldPassword } from './people.ts'

/** What people do on our screens. Each function ends when its screen has answered. */

export async function askForReset(page: Page, username: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(username)
  await page.getByRole('button', { name: 'Reset password' }).click()
  await page.getByRole('button', { name: 'Send e-mail' }).click()
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeVisible()
}

export async function fillReset(page: Page, code: string, password = newPassword): Promise<void> {
  await page.getByLabel('6-digit code').fill(code)
  await fillNewPassword(page, password)
}

export async function fillNewPassword(page: Page, password: string): Promise<void> {
  await page.getByLabel('New password', { exact: true }).fill(password)
  await page.getByLabel('Confirm new password', { exact: true }).fill(password)
}

export const save = (page: Page) => page.getByRole('button', { name: 'Save new password' }).click()

/** Enters code and password and waits for the sign-in page, which confirms the change. */
export async function completeReset(
  page: Page,
  { link, code }: { link: string; code: string },
  password = newPassword,
): Promise<void> {
  await page.goto(link)
  await fillReset(page, code, password)
  await save(page)
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
}

/** Signs in on the sign-in page, which may have the username already. */
export async function submitSignIn(page: Page, username: string, password: string): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await pressSignIn(page)
}

export const pressSignIn = (page: Page) =>
  page.getByRole('button', { name: 'Sign in', exact: true }).click()

/** After a sign-in with a temporary password. */
export const isAskedToChoose = (page: Page) =>
  expect(
    page.getByText('You signed in with a temporary password. Choose a new password to continue.'),
  ).toBeVisible()

export async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await submitSignIn(page, username, password)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
}

/** Starts in the own account, after signing in. */
export async function openChangePassword(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Change your password' }).click()
  await expect(page.getByRole('heading', { name: 'Change your password' })).toBeFocused()
}

/**
 * Signs in by the API, which is faster than the form, and opens no page. Other journeys test the
 * form.
 */
export async function signInByApi(
  page: Page,
  username: string,
  password = oldPassword,
): Promise<void> {
  const answer = await page.request.post('/api/v1/sessions', { data: { username, password } })
  expect(answer.status(), await answer.text()).toBe(201)
}

export const signInAsAdministrator = (page: Page) => signInByApi(page, administrator)

/** Signs the administrator in without the form and waits for the list of users. */
export async function openConsole(page: Page): Promise<void> {
  await signInAsAdministrator(page)
  await page.goto('/users')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
}

/** Signs the administrator in and opens the page of one user. */
export async function openUser(page: Page, username: string): Promise<void> {
  await signInAsAdministrator(page)
  const answer = await page.request.get('/api/v1/users', { params: { search: username } })
  const { items } = (await answer.json()) as { items: { id: string; username: string }[] }
  const user = items.find((each) => each.username === username)
  await page.goto(`/users/${user?.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jane Doe')
}

/** Opens the dialog of an action from More options. */
export async function choose(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: act }).click()
  // Until the menu has left, everything beside it is inert.
  await expect(page.getByRole('menu')).toHaveCount(0)
}
