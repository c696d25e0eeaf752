import type { Page } from '@playwright/test'
import {
  fillNewPassword,
  fillReset,
  openUser,
  pressSignIn,
  save,
  submitSignIn,
} from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { changeRows } from './support/change-rows.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import { fillAppCode, fillRecoveryCode, giveApp, wrongCodeOf } from './support/second-factors.ts'

/** Of a user whose password is the old one. */
const signInByApp = async (page: Page, username: string, code: string) => {
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await fillAppCode(page, code)
  await pressSignIn(page)
}

test('without the phone, a recovery code resets the password, and a refused password costs none', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { recoveryCodes } = await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  // Only the server knows that this is the current password.
  await fillReset(page, mail.code, oldPassword)
  await save(page)
  await page.getByRole('button', { name: 'Recovery code' }).click()
  await page.getByLabel('Recovery code').fill('ABCD')
  await save(page)
  await expect(
    page.getByRole('link', { name: 'A recovery code has 16 letters and digits' }),
  ).toBeVisible()
  await page.getByLabel('Recovery code').fill(recoveryCodes[3] ?? '')
  await save(page)
  const fault = page.getByRole('link', { name: 'Choose a password you haven’t used before' })
  await expect(page.getByRole('alert').filter({ has: fault })).toBeFocused()
  await expect(page).toHaveTitle(/^Error: Set a new password/)
  await expect(page.getByLabel('6-digit code')).toHaveValue(mail.code)
  await fillNewPassword(page, newPassword)
  await save(page)
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
  await submitSignIn(page, username, newPassword)
  await fillRecoveryCode(page, recoveryCodes[3])
  await pressSignIn(page)
  await expect(page.getByRole('link', { name: /^That code isn’t right/ })).toBeVisible()
  await page.getByLabel('Recovery code').fill(recoveryCodes[4] ?? '')
  await pressSignIn(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await page.getByRole('link', { name: 'Ways to sign in' }).click()
  await expect(page.getByText('8 of 10 left')).toBeVisible()
})

test('a recovery code that was used meanwhile is asked for again and costs one try', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { recoveryCodes } = await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code, oldPassword)
  await save(page)
  await fillRecoveryCode(page, recoveryCodes[0])
  await save(page)
  await expect(page.getByRole('heading', { name: 'Set a new password' })).toBeVisible()
  const elsewhere = await openBrowser()
  await elsewhere.goto('/sign-in')
  await submitSignIn(elsewhere, username, oldPassword)
  await fillRecoveryCode(elsewhere, recoveryCodes[0])
  await pressSignIn(elsewhere)
  await expect(elsewhere.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await fillNewPassword(page, newPassword)
  await save(page)
  await fillRecoveryCode(page, 'ABCD-EFGH-JKMN-PQRS')
  await save(page)
  await expect(page.getByRole('link', { name: 'You have 3 tries left.' })).toBeVisible()
  await page.getByLabel('Recovery code').fill(recoveryCodes[1] ?? '')
  await save(page)
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
})

test('with everything lost, two administrators and the waiting time lead back to the password alone', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  const username = people.meet('staff')
  const theirs = await openBrowser()
  await giveApp(theirs, username, oldPassword)
  await openUser(page, username)
  const id = /\/users\/([^/?]+)/.exec(page.url())?.[1] ?? ''
  const other = await signInAdministrator(server)
  await other('POST', `/users/${id}/factor-recoveries`, { reason: 'Lost phone and codes' })
  await page.reload()
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('All second factors will be removed')).toBeVisible()
  // The waiting time has passed.
  await changeRows(server, 'UPDATE factor_recoveries SET due_at = now() WHERE user_id = $1', [id])
  const job = `UPDATE pgboss.job SET start_after = now() WHERE name = 'finish-factor-recovery'`
  expect(await changeRows(server, job, [])).toBeGreaterThan(0)
  const tellFactors = async () => (await other('GET', `/users/${id}`)).secondFactors
  await expect
    .poll(tellFactors)
    .toEqual({ totp: 0, passkeys: 0, disowned: 0, recoveryCodesLeft: 0 })
  await theirs.goto('/sign-in')
  await submitSignIn(theirs, username, oldPassword)
  await expect(theirs.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await expect(theirs.getByText('Off. You sign in with your password alone.')).toBeVisible()
})

test('in the console, signing in again asks for the second factor too, over the page', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await server.rekey('admin', 'create', username)
  const { app } = await giveApp(page, username, oldPassword)
  await signInByApp(page, username, await app.code())
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
  await page.goto('/users/new')
  await page.getByLabel('Username').fill('new.two@northwind.example')
  await page.context().clearCookies()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('New Two')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  const ended = page.getByRole('dialog', { name: 'You were signed out' })
  await ended.getByLabel('Password').fill(oldPassword)
  await ended.getByRole('button', { name: 'Sign in', exact: true }).click()
  const factor = page.getByRole('dialog', { name: 'Confirm it’s you' })
  await factor.getByLabel('Code from your app').fill(await app.code())
  await factor.getByRole('button', { name: 'Continue' }).click()
  await expect(factor).toBeHidden()
  await expect(page.getByLabel('Username')).toHaveValue('new.two@northwind.example')
})

test('after ten minutes, changing ways to sign in asks for the password and the factor', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await signInByApp(page, username, await app.code())
  await page.getByRole('link', { name: 'Ways to sign in' }).click()
  await expect(page.getByText('10 of 10 left')).toBeVisible()
  const old = `UPDATE sessions SET authenticated_at = now() - interval '11 minutes',
     factor_proved_at = now() - interval '11 minutes' FROM users
     WHERE users.id = sessions.user_id AND username = $1`
  expect(await changeRows(server, old, [username])).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Make new codes' }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again to do this' })
  await again.getByLabel('Your password').fill(oldPassword)
  await again.getByRole('button', { name: 'Sign in and continue' }).click()
  const factor = page.getByRole('dialog', { name: 'Confirm it’s you' })
  const wrong = await wrongCodeOf(app)
  for (const typed of [wrong, `${wrong} `, wrong, `${wrong} `, wrong]) {
    await factor.getByLabel('Code from your app').fill(typed)
    await factor.getByRole('button', { name: 'Continue' }).click()
    await expect(factor.getByRole('button', { name: 'Checking…' })).toBeHidden()
  }
  // The password dialog says why it asks again.
  await expect(again.getByText('Too many wrong codes. Enter your password again.')).toBeVisible()
  await expect(again.getByLabel('Your password')).toBeFocused()
  await again.getByLabel('Your password').fill(oldPassword)
  await again.getByRole('button', { name: 'Sign in and continue' }).click()
  await factor.getByLabel('Code from your app').fill(await app.code())
  await factor.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
})
