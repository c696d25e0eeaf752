import type { Page } from '@playwright/test'
import { choose, fillReset, openUser, save, signIn, submitSignIn } from '../support/acts.ts'
import { signInAdministrator } from '../support/administrator.ts'
import { changeRows } from '../support/change-rows.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { oldPassword } from '../support/people.ts'
import {
  addAppByApi,
  fillAppCode,
  giveApp,
  openWaysToSignIn,
  plugInPasskey,
  wrongCodeOf,
} from '../support/second-factors.ts'

/** A passkey and an app, as most people have them. The user is signed in. */
const addBoth = async (page: Page) => {
  const passkey = await plugInPasskey(page)
  const factors = await addAppByApi(page)
  await page.reload()
  await openWaysToSignIn(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Work laptop')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Work laptop was added.')).toBeVisible()
  return { passkey, ...factors }
}

const signOut = (page: Page) => page.getByRole('button', { name: 'Sign out', exact: true }).click()

test('ways to sign in: none yet, adding an app, its codes, and the list', async ({
  page,
  people,
}) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await openWaysToSignIn(page)
  await look(page, '19-none')
  await page.getByRole('button', { name: 'Add an app' }).click()
  await look(page, '19-app-name')
  await page.getByRole('textbox', { name: 'Name' }).fill('')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('Enter a name')).toBeVisible()
  await look(page, '19-app-name-wrong')
  await page.getByRole('textbox', { name: 'Name' }).fill('My phone')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'Add an authenticator app' }),
  ).toBeVisible()
  await look(page, '19-app')
  await page.getByRole('button', { name: 'Add this app' }).click()
  await expect(page.getByRole('link', { name: 'Enter the code from your app' })).toBeVisible()
  await look(page, '19-app-wrong')
})

test('a second factor that somebody reported, in the own account and on the user’s page', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await addBoth(page)
  await changeRows(
    server,
    `UPDATE second_factors SET disowned_at = now() WHERE name = 'My phone'
      AND user_id = (SELECT id FROM users WHERE username = $1)`,
    [username],
  )
  await page.reload()
  await expect(page.getByText('Somebody chose “This wasn’t me”')).toBeVisible()
  await look(page, '19-reported')
  const console_ = await openBrowser()
  await openUser(console_, username)
  await expect(console_.getByText('1 was reported and no longer works')).toBeVisible()
  await look(console_, '19-user-reported')
})

test('ways to sign in: passkey and app, the menu, removing, and the recovery codes', async ({
  page,
  people,
}) => {
  await signIn(page, people.meet('staff'), oldPassword)
  await addBoth(page)
  await look(page, '19-both')
  await page.getByRole('button', { name: 'Options for Work laptop' }).click()
  await expect(page.getByRole('menuitem', { name: 'Remove…' })).toBeVisible()
  await look(page, '19-menu')
  await page.getByRole('menuitem', { name: 'Remove…' }).click()
  await look(page, '19-remove')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('button', { name: 'Make new codes' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await look(page, '19-codes')
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  await page.route('**/api/v1/account/**', (route) => route.abort())
  await page.reload()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '19-away')
})

test('sign-in and recovery with a second factor: each way, its errors, and lost', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  const { passkey, app } = await addBoth(page)
  await signOut(page)
  await look(page, '1-sign-in-passkey')
  await submitSignIn(page, username, oldPassword)
  await expect(page.getByRole('button', { name: 'Use your passkey' })).toBeFocused()
  await look(page, '19-sign-in')
  await passkey.refuse()
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page.getByText(/^No passkey was used/)).toBeVisible()
  await look(page, '19-sign-in-refused')
  await page.getByRole('button', { name: 'Code from your app' }).click()
  await fillAppCode(page, await wrongCodeOf(app))
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('link', { name: /4 tries left/ })).toBeVisible()
  await look(page, '19-sign-in-wrong')
  await page.getByRole('button', { name: 'Recovery code' }).click()
  await page.getByRole('button', { name: 'I’ve lost all of these' }).click()
  await look(page, '19-sign-in-lost')

  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code)
  await save(page)
  await expect(page.getByRole('button', { name: 'Use your passkey' })).toBeFocused()
  await look(page, '19-recovery')
})

test('sign-in whose second factor took too long, and a passkey that isn’t there', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await page.route('**/api/v1/sessions/second-factor', (route) =>
    route.continue({
      postData: JSON.stringify({ ...route.request().postDataJSON(), challenge: 'unknown' }),
    }),
  )
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await fillAppCode(page, await app.code())
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('That took too long.')).toBeVisible()
  await look(page, '19-sign-in-over')
  await (await plugInPasskey(page)).refuse()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(page.getByText(/^No passkey was used/)).toBeVisible()
  await look(page, '1-sign-in-no-passkey')
})

test('a removal that asks for the factor', async ({ page, people }) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await fillAppCode(page, await app.code())
  await page.getByLabel('Remember this device').check()
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
  await signOut(page)
  await submitSignIn(page, username, oldPassword)
  await openWaysToSignIn(page)
  await page.getByRole('button', { name: 'Make new codes' }).click()
  await expect(page.getByRole('dialog', { name: 'Confirm it’s you' })).toBeVisible()
  await look(page, '19-ask-again')
})

test('a user with a second factor, and the recovery without it', async ({
  page,
  openBrowser,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await giveApp(await openBrowser(), username, oldPassword)
  await openUser(page, username)
  await choose(page, 'Recover without the second factor…')
  await look(page, '7-user-recover')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByText('Enter a reason')).toBeVisible()
  await look(page, '7-user-recover-wrong')
  await page.getByRole('button', { name: 'Cancel' }).click()
  const other = await signInAdministrator(server)
  const id = /\/users\/([^/?]+)/.exec(page.url())?.[1]
  await other('POST', `/users/${id}/factor-recoveries`, { reason: 'Lost her phone.' })
  await page.reload()
  await expect(page.getByText('Lost her phone.')).toBeVisible()
  await look(page, '7-user-recovery')
  await page.getByRole('button', { name: 'Confirm', exact: true }).click()
  await look(page, '7-user-recovery-confirm')
  await page.getByRole('alertdialog').getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText(/will be removed/).first()).toBeVisible()
  await look(page, '7-user-recovery-confirmed')
})

test('recovery with a passkey in place of a password: the choice, its errors, and the second factor', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  const passkeys = await plugInPasskey(page)
  await page.goto(mail.link)
  await look(page, '19-password-or-passkey')
  await page.getByRole('button', { name: 'Use a passkey instead' }).click()
  await expect(page.getByRole('heading', { name: 'Use a passkey' })).toBeVisible()
  await look(page, '19-passkey-instead')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('link', { name: 'Enter the 6-digit code' })).toBeVisible()
  await look(page, '19-passkey-instead-wrong')
  await page.getByLabel('6-digit code').fill(mail.code)
  await passkeys.refuse()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByText('No passkey was added. Try again')).toBeVisible()
  await look(page, '19-passkey-instead-none')
  await passkeys.accept()
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible()
  await look(page, '19-passkey-instead-factor')
})
