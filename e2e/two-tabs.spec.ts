import type { inspectReset } from '@rekey/contracts/password-reset'
import type { Answer } from '@rekey/contracts/route'
import { completeReset, fillNewPassword, save, submitSignIn } from './support/acts.ts'
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
