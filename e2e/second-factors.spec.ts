import type { Page } from '@playwright/test'
import { fillReset, pressSignIn, save, signIn, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import {
  fillAppCode,
  giveApp,
  openApp,
  openWaysToSignIn,
  plugInPasskey,
  wrongCodeOf,
} from './support/second-factors.ts'

const startSignIn = async (page: Page, username: string, password = oldPassword) => {
  await page.goto('/sign-in')
  await submitSignIn(page, username, password)
  await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible()
}

const isSignedIn = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()

test('after the right password the code of an app signs in, and a remembered browser isn’t asked again', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await startSignIn(page, username)
  await expect(page.getByText(`For ${username} we also need your second factor.`)).toBeVisible()
  await expect(page.getByLabel('Code from your app')).toBeFocused()
  await fillAppCode(page, await app.code())
  await page.getByLabel('Remember this device for 30 days').check()
  await pressSignIn(page)
  await isSignedIn(page)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByText('You are signed out.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await isSignedIn(page)
})

test('a wrong code says how many tries are left and keeps the other ways, of which one works', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  const { app, recoveryCodes } = await giveApp(page, username, oldPassword)
  await startSignIn(page, username)
  await pressSignIn(page)
  await expect(page.getByRole('link', { name: 'Enter the code from your app' })).toBeVisible()
  await fillAppCode(page, await wrongCodeOf(app))
  await pressSignIn(page)
  const fault = page.getByRole('link', { name: 'That code isn’t right. You have 4 tries left.' })
  await expect(fault).toBeVisible()
  await expect(page).toHaveTitle(/^Error: Confirm it’s you/)
  await page.getByRole('button', { name: 'I’ve lost all of these' }).click()
  await expect(page.getByText('A second administrator has to agree.')).toContainText('24 hours')
  await page.getByRole('button', { name: 'Recovery code' }).click()
  await expect(fault).toBeHidden()
  await page.getByLabel('Recovery code').fill(recoveryCodes[0]?.toLowerCase() ?? '')
  await pressSignIn(page)
  await isSignedIn(page)
})

test('the fifth wrong code leads back to the password, and a late one too', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await startSignIn(page, username)
  const wrong = await wrongCodeOf(app)
  for (const left of ['4 tries', '3 tries', '2 tries', '1 try']) {
    // A code that was refused isn't sent again until it changes.
    await fillAppCode(page, left.startsWith('4') || left.startsWith('2') ? wrong : `${wrong} `)
    await pressSignIn(page)
    await expect(page.getByRole('link', { name: `You have ${left} left.` })).toBeVisible()
  }
  await fillAppCode(page, wrong)
  await pressSignIn(page)
  await expect(page.getByText('Too many wrong codes. Enter your password again.')).toBeVisible()
  await expect(page.getByLabel('Username')).toHaveValue(username)
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  const late = await openBrowser()
  const other = people.meet('staff')
  const { app: others } = await giveApp(late, other, oldPassword)
  await startSignIn(late, other)
  // As after five minutes: the server doesn't know the challenge any more.
  await late.route('**/api/v1/sessions/second-factor', (route) =>
    route.continue({
      postData: JSON.stringify({ ...route.request().postDataJSON(), challenge: 'unknown' }),
    }),
  )
  await fillAppCode(late, await others.code())
  await pressSignIn(late)
  await expect(late.getByText('That took too long. Enter your password again.')).toBeVisible()
})

test('a reset asks for the second factor after link and code, and before the password is saved', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code)
  await save(page)
  await expect(page.getByRole('heading', { name: 'Confirm it’s you' })).toBeVisible()
  await expect(page.getByText('Your link and code are right.')).toBeVisible()
  await expect(page.getByText('Last step')).toBeVisible()
  const still = await page.request.post('/api/v1/sessions', {
    data: { username, password: newPassword },
  })
  expect(still.status()).toBe(401)
  await fillAppCode(page, await wrongCodeOf(app))
  await save(page)
  await expect(page.getByRole('link', { name: 'You have 4 tries left.' })).toBeVisible()
  await fillAppCode(page, await app.code())
  await save(page)
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
  await submitSignIn(page, username, newPassword)
  await fillAppCode(page, await app.code())
  await pressSignIn(page)
  await isSignedIn(page)
})

test('five wrong codes end a reset, and “This wasn’t me” is offered meanwhile', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code)
  await save(page)
  await expect(page.getByRole('button', { name: 'This wasn’t me' })).toBeVisible()
  const wrong = await wrongCodeOf(app)
  for (const typed of [wrong, `${wrong} `, wrong, `${wrong} `, wrong]) {
    await fillAppCode(page, typed)
    await save(page)
    await expect(page.getByRole('button', { name: 'Saving…' })).toBeHidden()
  }
  await expect(page.getByRole('heading', { name: 'Too many wrong codes' })).toBeVisible()
  await expect(page.getByLabel('Username')).toHaveValue(username)
})

test('an app is added by its key, and the recovery codes are shown once', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await openWaysToSignIn(page)
  await expect(page.getByText('You sign in with your password alone.')).toBeVisible()
  await page.getByRole('button', { name: 'Add an app' }).click()
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Authenticator app')
  await page.getByRole('textbox', { name: 'Name' }).fill('My phone')
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('img', { name: 'QR code for your authenticator app' })).toBeVisible()
  const app = openApp(((await page.locator('code').textContent()) ?? '').replaceAll(' ', ''))
  await fillAppCode(page, await wrongCodeOf(app))
  await page.getByRole('button', { name: 'Add this app' }).click()
  await expect(page.getByRole('link', { name: /^That code isn’t right\. Check/ })).toBeVisible()
  await fillAppCode(page, await app.code())
  await page.getByRole('button', { name: 'Add this app' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  const [first = ''] = await codes.allTextContents()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download' }).click()
  expect((await download).suggestedFilename()).toBe('recovery-codes.txt')
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  await expect(page.getByText('My phone was added.')).toBeVisible()
  await expect(page.getByText('10 of 10 left')).toBeVisible()
  await expect(page.getByText('A second factor is on.')).toBeVisible()
  const mail = await mailbox.waitForMail(username)
  expect(mail.text).toContain('An authenticator app')
  await page.getByRole('button', { name: 'Make new codes' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  expect(await codes.allTextContents()).not.toContain(first)
})

test('a script of passkeys that can’t be fetched is named, and the next try works', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await plugInPasskey(page)
  await signIn(page, username, oldPassword)
  await openWaysToSignIn(page)
  const library = /\/assets\/(esm|public)-.*\.js/
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.route(library, (route) => route.abort('connectionrefused'))
  await page.getByRole('button', { name: 'Continue' }).click()
  const lost = page.getByText('What passkeys need could not be loaded.')
  await expect(lost).toBeVisible()
  await page.unroute(library)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.route(library, (route) => route.abort('connectionrefused'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await expect(lost).toBeVisible()
  await page.unroute(library)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await isSignedIn(page)
})

test('a passkey is made, signs in without a password, proves a recovery, and is removed', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const passkey = await plugInPasskey(page)
  await signIn(page, username, oldPassword)
  await openWaysToSignIn(page)
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('textbox', { name: 'Name' }).fill('Work laptop')
  await passkey.refuse()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('No passkey was made. Try again.')).toBeVisible()
  await passkey.accept()
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByRole('heading', { name: 'Your recovery codes' })).toBeVisible()
  await page.getByRole('button', { name: 'I’ve saved them' }).click()
  await expect(page.getByText('Work laptop was added.')).toBeVisible()
  expect(await passkey.count()).toBe(1)

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await isSignedIn(page)
  await expect(page.getByText(/with a passkey$/)).toBeVisible()
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()

  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code)
  await save(page)
  await expect(page.getByRole('button', { name: 'Use your passkey' })).toBeFocused()
  await passkey.refuse()
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(
    page.getByText('No passkey was used. Try again, or choose another way.'),
  ).toBeVisible()
  await expect(page.getByRole('button', { name: 'Recovery code' })).toBeVisible()
  await passkey.accept()
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()

  await submitSignIn(page, username, newPassword)
  await page.getByRole('button', { name: 'Use your passkey' }).click()
  await isSignedIn(page)
  await openWaysToSignIn(page)
  await chooseFor(page, 'Work laptop', 'Rename…')
  await page.getByRole('textbox', { name: 'Name' }).fill('Old laptop')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Old laptop is the new name.')).toBeVisible()
  await chooseFor(page, 'Old laptop', 'Remove…')
  await expect(page.getByText('your recovery codes stop working too')).toBeVisible()
  await page.getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('Old laptop was removed.')).toBeVisible()
  await expect(page.getByText('You sign in with your password alone.')).toBeVisible()
})

test('a browser that is remembered is asked for the factor before it removes one', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  const { app } = await giveApp(page, username, oldPassword)
  await startSignIn(page, username)
  await fillAppCode(page, await app.code())
  await page.getByLabel('Remember this device for 30 days').check()
  await pressSignIn(page)
  await isSignedIn(page)
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await submitSignIn(page, username, oldPassword)
  await isSignedIn(page)
  await openWaysToSignIn(page)
  await chooseFor(page, 'My phone', 'Remove…')
  await page.getByRole('button', { name: 'Remove' }).click()
  const dialog = page.getByRole('dialog', { name: 'Confirm it’s you' })
  await dialog.getByLabel('Code from your app').fill(await wrongCodeOf(app))
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(dialog.getByRole('link', { name: 'That code isn’t right.' })).toBeVisible()
  await dialog.getByLabel('Code from your app').fill(await app.code())
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await expect(page.getByText('My phone was removed.')).toBeVisible()
})

const chooseFor = async (page: Page, name: string, act: string) => {
  await page.getByRole('button', { name: `Options for ${name}` }).click()
  await page.getByRole('menuitem', { name: act }).click()
}
