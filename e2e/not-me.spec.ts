import type { Page } from '@playwright/test'
import {
  completeReset,
  fillNewPassword,
  openChangePassword,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, newPassword, oldPassword } from './support/people.ts'
import { fillRecoveryCode, giveApp } from './support/second-factors.ts'

async function stopIt(page: Page, notMeLink: string, name = 'Cancel this reset'): Promise<void> {
  await page.goto(notMeLink)
  await page.getByRole('button', { name }).click()
}

test('before the link is used, “not me” cancels the reset and tells administrators', async ({
  page,
  openBrowser,
  mailbox,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await stopIt(page, mail.notMeLink)
  await expect(page.getByText('Reset cancelled. Your password stays as it is.')).toBeVisible()

  const other = await openBrowser()
  await other.goto(mail.link)
  await expect(other.getByRole('heading', { name: /doesn’t work any more/ })).toBeVisible()
  await signIn(other, username, oldPassword)
  expect((await mailbox.waitForMail(administrator)).subject).toMatch(/reported a reset/i)
})

test('after the link was used, “not me” blocks the password and ends all sessions', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const stranger = await openBrowser()
  const mail = await mailbox.receiveReset(username)
  await completeReset(stranger, mail)
  await signIn(stranger, username, newPassword)

  await stopIt(page, mail.notMeLink)
  await expect(
    page.getByText('Your password is blocked and all devices have been signed'),
  ).toBeVisible()
  await expect(page.getByRole('link', { name: 'Reset password' })).toBeVisible()

  await stranger.reload()
  await expect(stranger.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(stranger, username, newPassword)
  await expect(stranger.getByRole('link', { name: /don’t match/ })).toBeVisible()
})

test('the mail about a changed password has a “not me” link of its own', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await completeReset(page, await mailbox.receiveReset(username))
  const changed = await mailbox.waitForMail(username, 2)
  expect(changed.subject).toMatch(/password was changed/)
  await stopIt(page, changed.notMeLink, 'Block the password')
  await expect(
    page.getByText('Your password is blocked and all devices have been signed'),
  ).toBeVisible()
})

test('after another password change, “not me” is only recorded', async ({
  page,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await completeReset(page, mail)
  await signIn(page, username, newPassword)
  await openChangePassword(page)
  await page.getByLabel('Current password', { exact: true }).fill(newPassword)
  const newest = 'seven quiet lamps under moss'
  await fillNewPassword(page, newest)
  await save(page)
  await expect(page.getByText('Your password was changed.')).toBeVisible()

  await stopIt(page, mail.notMeLink)
  await expect(
    page.getByText('Noted. Your account has been changed again since then.'),
  ).toBeVisible()
  await page.goto('/account/password')
  await expect(page.getByText('Jane Doe')).toBeVisible()
})

test('the button on the reset page opens “not me”, which asks first', async ({
  page,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await page.getByRole('button', { name: 'This wasn’t me' }).click()
  await expect(page.getByRole('heading', { name: 'Cancel this reset?' })).toBeFocused()
  await page.goBack()
  await expect(page.getByText(`For ${username}`)).toBeVisible()
  await page.getByRole('button', { name: 'This wasn’t me' }).click()
  await page.getByRole('button', { name: 'Cancel this reset' }).click()
  await expect(page.getByText('Reset cancelled. Your password stays as it is.')).toBeVisible()
})

test('a mail about second factors says what “not me” does, and nothing about a reset', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const theirs = await openBrowser()
  const { recoveryCodes } = await giveApp(theirs, username, oldPassword)
  const added = await mailbox.waitForMail(username)
  await theirs.goto('/sign-in')
  await submitSignIn(theirs, username, oldPassword)
  await fillRecoveryCode(theirs, recoveryCodes[0])
  await theirs.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(theirs.getByRole('heading', { name: 'Your account' })).toBeVisible()
  const used = await mailbox.waitForMail(username, 2)
  expect(used.subject).toMatch(/recovery code was used/)

  await page.goto(used.notMeLink)
  await expect(page.getByRole('heading', { name: 'Sign out all devices?' })).toBeVisible()
  await expect(page.getByText('Your other recovery codes stop working')).toBeVisible()
  await page.getByRole('button', { name: 'Sign out all devices' }).click()
  await expect(page.getByText('All devices have been signed out')).toBeVisible()
  await expect(page.getByText('second factor can’t be used')).toBeHidden()
  await theirs.reload()
  await expect(theirs.getByText('Sign in to continue.')).toBeVisible()

  await stopIt(page, added.notMeLink, 'Block the second factor')
  await expect(page.getByText('The second factor can’t be used any more')).toBeVisible()
})
