import type { Page } from '@playwright/test'
import { submitSignIn } from './support/acts.ts'
import { changeRows } from './support/change-rows.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import {
  fillAppCode,
  giveApp,
  openWaysToSignIn,
  plugInPasskey,
  wrongCodeOf,
} from './support/second-factors.ts'

const choosePasskey = async (page: Page) => {
  await page.getByRole('button', { name: 'Use a passkey instead' }).click()
  await expect(page.getByRole('heading', { name: 'Use a passkey' })).toBeVisible()
  await expect(page.getByLabel('6-digit code')).toBeFocused()
}
const makePasskey = (page: Page) => page.getByRole('button', { name: 'Add a passkey' }).click()

test('a reset ends in a passkey in place of the password', async ({ page, meetWithReset }) => {
  const { username, mail } = await meetWithReset('staff')
  const passkeys = await plugInPasskey(page)
  await page.goto(mail.link)
  await page.getByLabel('6-digit code').fill(mail.code)
  await choosePasskey(page)
  await expect(page.getByLabel('6-digit code')).toHaveValue(mail.code)

  await page.getByLabel('6-digit code').fill(mail.code === '123456' ? '123457' : '123456')
  await makePasskey(page)
  await expect(page.getByRole('link', { name: /You have 4 tries left/ })).toBeVisible()
  expect(await passkeys.count()).toBe(0)
  await page.getByLabel('6-digit code').fill(mail.code)
  await passkeys.refuse()
  await makePasskey(page)
  await expect(page.getByText('No passkey was added. Try again')).toBeVisible()
  await passkeys.accept()
  await makePasskey(page)

  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await expect(
    page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem'),
  ).toHaveCount(10)
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  await expect(page.getByText('Your passkey was saved. Sign in with it.')).toBeVisible()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await expect(page.getByRole('link', { name: /^That username and password/ })).toBeVisible()
})

test('a passkey needs the second factor, and a wrong code makes no second passkey', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  const passkeys = await plugInPasskey(page)
  await page.goto(mail.link)
  await page.getByLabel('6-digit code').fill(mail.code)
  await choosePasskey(page)
  await makePasskey(page)
  await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible()
  const save = () => page.getByRole('button', { name: 'Save passkey' }).click()
  await fillAppCode(page, await wrongCodeOf(app))
  await save()
  await expect(page.getByRole('link', { name: /You have 4 tries left/ })).toBeVisible()
  await fillAppCode(page, await app.code())
  await save()
  await expect(page.getByText('Your passkey was saved. Sign in with it.')).toBeVisible()
  expect(await passkeys.count()).toBe(1)
})

test('who changes their mind sets a password after all', async ({ page, meetWithReset }) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await choosePasskey(page)
  await page.getByRole('button', { name: 'Use a password instead' }).click()
  await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible()
  await page.getByLabel('6-digit code').fill(mail.code)
  await page.getByLabel('New password', { exact: true }).fill(newPassword)
  await page.getByLabel('Confirm new password').fill(newPassword)
  await page.getByRole('button', { name: 'Save new password' }).click()
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
})

test('without a password, the passkey also answers when a recent sign-in is needed', async ({
  page,
  server,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await plugInPasskey(page)
  await page.goto(mail.link)
  await page.getByLabel('6-digit code').fill(mail.code)
  await choosePasskey(page)
  await makePasskey(page)
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await openWaysToSignIn(page)
  const old = `UPDATE sessions SET authenticated_at = now() - interval '11 minutes' FROM users
     WHERE users.id = sessions.user_id AND username = $1`
  expect(await changeRows(server, old, [username])).toBe(1)
  await page.getByRole('button', { name: 'Make new codes' }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again to do this' })
  await again.getByRole('button', { name: 'Use a passkey instead' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
})
