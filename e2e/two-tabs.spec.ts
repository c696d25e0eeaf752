import type { inspectReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import {
  completeReset,
  fillNewPassword,
  openConsole,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import { requirePasswordChange } from './support/require-password-change.ts'

test('if two tabs have the same link, the second one says that the first has saved', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  const mail = await mailbox.receiveReset(people.meet('staff'))
  const second = await context.newPage()
  await second.goto(mail.link)
  await expect(second.getByLabel('6-digit code')).toBeVisible()
  await completeReset(page, mail)
  await expect(second.getByRole('heading', { name: 'Your password was changed' })).toBeVisible()
  await expect(second.getByText('You saved the new password in another tab.')).toBeVisible()
})

test('if two tabs have to set a password, the second one continues after the first', async ({
  page,
  context,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await requirePasswordChange(server, username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await expect(page).toHaveURL('/set-password')
  const second = await context.newPage()
  await second.goto('/set-password')
  await expect(second.getByLabel('New password', { exact: true })).toBeVisible()
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page).toHaveURL('/account')
  await expect(second).toHaveURL('/account')
  await expect(second.getByText('Your password was changed.')).toBeVisible()
})

test('if one tab signs out, the others show nothing of the user any more', async ({
  page,
  context,
}) => {
  await openConsole(page)
  const account = await context.newPage()
  await account.goto('/account')
  await expect(account.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('button', { name: /Mika Ito/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page).toHaveURL('/sign-in')
  await expect(account).toHaveURL('/sign-in')
})

test('if one tab signs in as another user, the others become tabs of that user', async ({
  page,
  context,
  people,
}) => {
  await openConsole(page)
  await page.goto('/settings')
  await expect(page.getByRole('heading', { name: 'Settings', exact: true })).toBeVisible()
  const second = await context.newPage()
  await signIn(second, people.meet('staff'), oldPassword)
  await expect(page.getByText('Mika Ito')).toHaveCount(0)
  await expect(second.getByRole('heading', { name: 'Your account' })).toBeVisible()
})

test('after the mail is sent again, another visible device shows the new expiry', async ({
  page,
  people,
  mailbox,
}) => {
  const { link } = await mailbox.receiveReset(people.meet('staff'))
  let moved: string | null = null
  // Each accepted mail moves the expiry. Here it moves by more than a test could wait for.
  await page.route('**/password-resets/inspect', async (route) => {
    const answer = await route.fetch()
    const body = (await answer.json()) as Answer<typeof inspectReset>
    await route.fulfill({ json: moved ? { ...body, expiresAt: moved } : body })
  })
  await page.goto(link)
  const hint = page.getByText(/It works until/)
  const before = await hint.textContent()
  moved = new Date(Date.now() + 95 * 60_000).toISOString()
  await page.getByLabel('New password', { exact: true }).fill(newPassword)
  await page.evaluate(() => window.dispatchEvent(new Event('focus')))
  await expect(hint).not.toHaveText(before ?? '')
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue(newPassword)
})
