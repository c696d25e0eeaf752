import type { Page } from '@playwright/test'
import {
  askForReset,
  fillNewPassword,
  isAskedToChoose,
  save,
  signIn,
  submitSignIn,
} from './support/acts.ts'
import { expireTemporaryPasswords } from './support/expire-temporary-passwords.ts'
import type { Installation } from './support/installation.ts'
import { expect, test } from './support/journey.ts'
import { look } from './support/look.ts'
import { addressOf, oldPassword } from './support/people.ts'

/** Fits the policy of contacts. */
const ownPassword = 'orchard9'

const chooseOwn = async (page: Page) => {
  await fillNewPassword(page, ownPassword)
  await save(page)
  await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible()
}

test('a contact who forgot the password signs in with the mailed one', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('buyer')
  await askForReset(page, username)
  await expect(page.getByText('a link and a code, or a temporary password')).toBeVisible()
  const mail = await mailbox.waitForMail(addressOf(username))
  expect(mail.subject).toBe('Your Rekey temporary password')
  expect(mail.text).not.toContain(username)

  // Type the password as someone would copy it from another screen: spaces for hyphens, lower case.
  const phone = await openBrowser()
  await phone.goto('/sign-in')
  const typed = mail.temporaryPassword.toLowerCase().replaceAll('-', ' ')
  await submitSignIn(phone, username, ` ${typed} `)
  await expect(phone).toHaveURL('/set-password')
  await isAskedToChoose(phone)
  await look(phone, '6-set-password-temporary')
  await phone.goto('/account')
  await expect(phone).toHaveURL('/set-password')

  await fillNewPassword(phone, mail.temporaryPassword)
  await save(phone)
  const refused = 'Choose a password that isn’t the temporary one.'
  await expect(phone.getByRole('link', { name: refused })).toBeVisible()
  await expect(phone.getByLabel('New password', { exact: true })).toHaveAccessibleDescription(
    new RegExp(refused),
  )
  await look(phone, '6-set-password-same-as-temporary')
  await chooseOwn(phone)
  await expect(phone).toHaveURL('/account')
  await expect(phone.getByRole('status').getByText('Your password was changed.')).toBeVisible()
  await signIn(page, username, ownPassword)
})

test('a user who closes the tab after the first sign-in signs in with the same one again', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('contact')
  await askForReset(page, username)
  const { temporaryPassword } = await mailbox.waitForMail(username)
  const first = await openBrowser()
  await first.goto('/sign-in')
  await submitSignIn(first, username, temporaryPassword)
  await isAskedToChoose(first)
  await first.close()

  // Until then the old password still works.
  await signIn(await openBrowser(), username, oldPassword)

  await page.goto('/sign-in')
  await submitSignIn(page, username, temporaryPassword)
  await isAskedToChoose(page)
  await chooseOwn(page)

  const late = await openBrowser()
  await late.goto('/sign-in')
  await submitSignIn(late, username, temporaryPassword)
  await expect(
    late.getByRole('link', { name: 'That username and password don’t match.' }),
  ).toBeVisible()
})

test('a stranger’s request while the contact types doesn’t invalidate the password', async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('contact')
  await askForReset(page, username)
  const { temporaryPassword } = await mailbox.waitForMail(username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, temporaryPassword)
  await isAskedToChoose(page)
  await askAsStranger(server, username)
  await page.getByLabel('New password', { exact: true }).fill(ownPassword)
  await askAsStranger(server, username)
  await chooseOwn(page)
})

const askAsStranger = async ({ url }: Installation, username: string) => {
  const answer = await fetch(`${url}/api/v1/temporary-passwords`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username }),
  })
  expect(answer.status).toBe(202)
}

test('an expired temporary password counts as a wrong one, and a new one can be mailed', async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('contact')
  await askForReset(page, username)
  const { temporaryPassword } = await mailbox.waitForMail(username)
  await expireTemporaryPasswords(server, username)
  await page.goto('/sign-in')
  await submitSignIn(page, username, temporaryPassword)
  const refused = 'That username and password don’t match. Try again, or reset your password.'
  await expect(page.getByRole('link', { name: refused })).toBeVisible()
  await expect(page).toHaveURL('/sign-in')
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('')
})
