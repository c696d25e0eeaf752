import { devices } from '@playwright/test'
import {
  askForReset,
  completeReset,
  fillReset,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'

const { defaultBrowserType: _, ...phone } = devices['Pixel 7']

const whose = [
  ['who never had a password', 'newcomer'],
  ['who has forgotten it', 'staff'],
  ['whose bcrypt hash was imported', 'bcrypt'],
] as const

for (const [who, sort] of whose) {
  test(`somebody ${who} asks on one device, opens the mail on another, and signs in`, async ({
    page,
    openBrowser,
    people,
    mailbox,
  }) => {
    const username = people.meet(sort)
    await askForReset(page, username)
    const mail = await mailbox.waitForMail(username)

    const onPhone = await openBrowser(phone)
    await completeReset(onPhone, mail)
    await expect(onPhone).toHaveURL('/sign-in')
    await expect(onPhone.getByLabel('Username')).toHaveValue(username)
    await expect(onPhone.getByLabel('Password', { exact: true })).toBeFocused()
    await submitSignIn(onPhone, username, newPassword)
    await expect(onPhone.getByRole('heading', { name: 'Your account' })).toBeVisible()

    await signIn(page, username, newPassword)
  })
}

test('a user with an imported bcrypt hash signs in with the old password', async ({
  page,
  people,
}) => {
  await signIn(page, people.meet('bcrypt'), oldPassword)
})

test('the old password works until the new one is saved', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await askForReset(page, username)
  const mail = await mailbox.waitForMail(username)
  const other = await openBrowser()
  await signIn(other, username, oldPassword)

  await completeReset(page, mail)
  await other.reload()
  await expect(other.getByText('Sign in to continue.')).toBeVisible()
  await submitSignIn(page, username, oldPassword)
  await expect(
    page.getByRole('link', { name: /That username and password don’t match/ }),
  ).toBeVisible()
})

test('the token disappears from the address when the page opens, and a reload works', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await askForReset(page, username)
  const mail = await mailbox.waitForMail(username)
  await page.goto(mail.link)
  await expect(page.getByText(username)).toBeVisible()
  await expect(page).toHaveURL('/reset')
  await page.reload()
  await expect(page.getByText(username)).toBeVisible()
})

test('a device user sets the password here and is told to use the app', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('device')
  await askForReset(page, username)
  const mail = await mailbox.waitForMail(username)
  await page.goto(mail.link)
  await fillReset(page, mail.code)
  await save(page)
  await expect(page.getByText('Sign in to your app with the new password.')).toBeVisible()
})

test('an unknown name gets the same answer as a known one', async ({ page }) => {
  await askForReset(page, 'nobody@northwind.example')
  await expect(page.getByText('If nobody@northwind.example has an account')).toBeVisible()
})
