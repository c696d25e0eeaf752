import type { Page } from '@playwright/test'
import { choose, completeReset, openUser, signIn, signInAsAdministrator } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { administrator, oldPassword } from './support/people.ts'

test('a reset is sent with the chosen options, and its status is shown beside the name', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const theirs = await openBrowser()
  await signIn(theirs, username, oldPassword)

  await openUser(page, username)
  await choose(page, 'Reset password…')
  const dialog = page.getByRole('dialog', { name: 'Send Jane Doe a password reset?' })
  await expect(dialog).toContainText(`It goes to ${username}.`)
  await expect(dialog).toContainText('24 hours')
  await expect(dialog.getByRole('button', { name: 'Send' })).toBeFocused()
  await dialog.getByLabel('Reason').fill('Called the help desk, ticket 20417')
  await dialog.getByText('End all sessions now').click()
  await dialog.getByText('Block the current password').click()
  await dialog.getByRole('button', { name: 'Send' }).click()

  await expect(page.getByText('A password reset is on its way')).toBeVisible()
  await expect(page.getByText('Password reset: Accepted by mail server').first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'More options' })).toBeFocused()
  await expect(page.getByText('Blocked', { exact: true })).toBeVisible()
  expect((await mailbox.waitForMail(username)).code).toMatch(/^\d{6}$/)
  await theirs.reload()
  await expect(theirs.getByText('Sign in to continue.')).toBeVisible()
})

test('Esc closes the dialog and returns the focus to More options', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  for (const act of ['Reset password…', 'End all sessions…', 'Deactivate…', 'Delete…']) {
    await choose(page, act)
    await expect(page.getByRole('heading', { level: 2, name: 'Jane Doe' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('button', { name: 'More options' })).toBeFocused()
  }
})

test('Esc returns the focus to More options also while its menu still rises', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await page.evaluate(() => document.documentElement.style.setProperty('--appear-time', '3600s'))
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Deactivate…' }).click({ force: true })
  await expect(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel' })).toBeFocused()
  // The animations end in the moment between Esc and the next frame.
  await page.evaluate(() => {
    const esc = new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true })
    document.activeElement?.dispatchEvent(esc)
    for (const animation of document.getAnimations()) animation.finish()
  })
  await expect(page.getByRole('button', { name: 'More options' })).toBeFocused()
})

test('a reason over 500 characters is refused in the dialog, which keeps the typed text', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'Reset password…')
  await page.getByLabel('Reason').fill('x'.repeat(501))
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('Reason must be 500 characters or fewer')).toBeVisible()
  await expect(page.getByLabel('Reason')).toBeFocused()
  await expect(page.getByLabel('Reason')).toHaveValue('x'.repeat(501))
})

test('an unreachable server changes nothing, and the dialog offers to try again', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'End all sessions…')
  await page.route('**/end-sessions', (route) => route.abort())
  await page.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('We could not reach the server. Nothing was changed.')).toBeVisible()
  await page.unroute('**/end-sessions')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Jane Doe had no active sessions.')).toBeVisible()
})

test('all sessions of a user are ended, and the number is shown', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  const theirs = await openBrowser()
  await signIn(theirs, username, oldPassword)
  await openUser(page, username)
  await choose(page, 'End all sessions…')
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.getByRole('button', { name: 'End all sessions' }).click()
  await expect(page.getByText('1 session of Jane Doe was ended.')).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByText('Sign in to continue.')).toBeVisible()
})

test('a deactivation is undone with one press, or the user is reactivated with options', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  const deactivate = async () => {
    await choose(page, 'Deactivate…')
    await expect(page.getByRole('alertdialog', { name: 'Deactivate Jane Doe?' })).toBeVisible()
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.getByRole('button', { name: 'Deactivate' }).click()
    await expect(page.getByText('Jane Doe was deactivated.')).toBeVisible()
    await expect(page.getByText('Deactivated', { exact: true })).toBeVisible()
  }
  await deactivate()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Jane Doe was reactivated.')).toBeVisible()
  await expect(page.getByText('OK', { exact: true })).toBeVisible()

  await deactivate()
  await choose(page, 'Reactivate…')
  await expect(page.getByRole('radio', { name: 'must set a new password' })).toBeChecked()
  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByText('Must change', { exact: true })).toBeVisible()
})

test('actions that aren’t possible now can be read in the menu, but not chosen', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'Deactivate…')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText('Jane Doe was deactivated.')).toBeVisible()
  const more = page.getByRole('button', { name: 'More options' })
  await more.focus()
  await page.keyboard.press('ArrowDown')
  const reset = page.getByRole('menuitem', { name: 'Reset password…' })
  await expect(reset).toBeFocused()
  await expect(reset).toHaveAttribute('aria-disabled', 'true')
  await expect(reset).toHaveAccessibleName('Reset password… User is deactivated')
  await page.keyboard.press('Enter')
  await expect(reset).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(more).toBeFocused()
})

test('after a user is deleted, the page says what remains', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  await choose(page, 'Delete…')
  await expect(page.getByRole('alertdialog')).toContainText('The audit log keeps')
  await page.getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Jane Doe was deleted.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { name: 'There is no such user' })).toBeVisible()
})

test('an invited user creates the password, and the invitation shows when it ends', async ({
  page,
  openBrowser,
  mailbox,
}) => {
  const address = 'nora.berg@harbourdeli.example'
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await page.getByLabel('Name', { exact: true }).fill('Nora Berg')
  await page.getByRole('button', { name: /Kind/ }).click()
  await page.getByRole('option', { name: 'Contact' }).click()
  await page.getByLabel('Username').fill('nora')
  await expect(page.getByText('No mail can reach this user')).toBeVisible()
  await page.getByLabel('E-mail address').fill(address)
  await expect(page.getByText(`${address} gets a link and a code`)).toBeVisible()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('heading', { name: 'Nora Berg' })).toBeFocused()
  await expect(page.getByText(`Invitation sent to ${address}`)).toBeVisible()
  const first = await mailbox.waitForMail(address)
  await expect(invitationOf(page)).toContainText(/Sent\s*Ends/)
  await invitationOf(page).getByRole('button', { name: 'Resend' }).click()
  const second = await mailbox.waitForMail(address, 2)
  expect(second.code).toBe(first.code)
  await completeReset(await openBrowser(), second, 'lantern42 harbour')
  await page.reload()
  await expect(page.getByText('Invitation', { exact: true })).toBeHidden()
})

test('a user is added without a mail and invited later', async ({ page, mailbox }) => {
  const address = 'late.start@northwind.example'
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await page.getByLabel('Name', { exact: true }).fill('Late Start')
  await page.getByLabel('E-mail address').fill(address)
  await page.getByText('Send an invitation by e-mail').click()
  await page.getByRole('button', { name: 'Add the user' }).click()
  await expect(page.getByText('The user was added. No mail was sent.')).toBeVisible()
  await expect(invitationOf(page)).toContainText('Not sent')
  await invitationOf(page).getByRole('button', { name: 'Send invitation' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send' }).click()
  expect((await mailbox.waitForMail(address)).link).not.toBe('')
  await expect(invitationOf(page)).toContainText(/Sent\s*Ends/)
})

test('on a device whose clock is a month ahead, an invitation hasn’t ended', async ({ page }) => {
  const monthMs = 30 * 86_400_000
  await page.clock.install({ time: Date.now() + monthMs })
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await page.getByLabel('Name', { exact: true }).fill('Wrong Clock')
  await page.getByLabel('E-mail address').fill('wrong.clock@northwind.example')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(invitationOf(page)).toContainText(/Sent\s*Ends/)
  await page.getByRole('link', { name: 'Users', exact: true }).first().click()
  await page.getByRole('searchbox').fill('Wrong Clock')
  await expect(page.getByRole('row').filter({ hasText: 'Wrong Clock' })).toContainText('Accepted')
  await page.goto('/audit')
  await expect(page.getByRole('heading', { name: 'Today' })).toBeVisible()
})

const invitationOf = (page: Page) =>
  page.locator('dl > div').filter({ has: page.getByText('Invitation', { exact: true }) })

test('errors are shown at the fields and in the summary, and typed values stay', async ({
  page,
  people,
}) => {
  const taken = people.meet('staff')
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await page.getByRole('button', { name: 'Add the user' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'There is a problem' })).toBeFocused()
  await expect(page).toHaveTitle(/^Error: Add a user/)
  await page.getByRole('link', { name: /^Enter an e-mail address/ }).click()
  const email = page.getByLabel('E-mail address')
  await expect(email).toBeFocused()
  await email.fill(taken)
  await expect(email).not.toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name', { exact: true }).fill('Jane Doe the second')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('link', { name: /^Someone already has this address/ })).toBeVisible()
  await expect(email).toHaveAccessibleDescription(/Someone already has this address/)
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Jane Doe the second')
})

test('a new address is saved after a warning, and both addresses are notified', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('contact')
  await openUser(page, username)
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Edit Jane Doe' })).toBeFocused()
  const address = `new.${username}`
  await page.getByLabel('E-mail').fill(address)
  await expect(
    page.getByText('Saving this ends all resets and sessions of Jane Doe.'),
  ).toBeVisible()
  await page.route('**/api/v1/users/*', (route) => route.abort())
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('We could not reach the server. Nothing was changed.')).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(address)
  await page.unroute('**/api/v1/users/*')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await expect(page.getByText('Resets go here')).toBeVisible()
  await mailbox.waitForMail(username)
  await mailbox.waitForMail(address)
})

test('if the sign-in is too old, the user signs in over the page and the action continues', async ({
  page,
  people,
}) => {
  await openUser(page, people.meet('staff'))
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  let isOld = true
  await page.route('**/api/v1/users/*', async (route) => {
    if (!isOld || route.request().method() !== 'PATCH') return route.continue()
    isOld = false
    return route.fulfill({
      status: 403,
      contentType: 'application/problem+json',
      body: JSON.stringify({ code: 'recent-sign-in-required', status: 403 }),
    })
  })
  await page.getByLabel('Name', { exact: true }).fill('Jane A. Doe')
  await page.getByRole('button', { name: 'Save' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign in again to do this' })
  await expect(dialog).toContainText(administrator)
  await dialog.getByLabel('Your password').fill('not the right one')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Password is not right')).toBeVisible()
  await expect(dialog.getByLabel('Your password')).toBeFocused()
  await dialog.getByLabel('Your password').fill(oldPassword)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Jane A. Doe' })).toBeVisible()
  await expect(page.getByText('Changes saved.')).toBeVisible()
})

test('the mails of a user open to their timeline and the mail server’s answer', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await mailbox.receiveReset(username)
  await openUser(page, username)
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  await expect(page).toHaveURL(/\/mail$/)
  await page.getByRole('button', { name: 'Password reset' }).click()
  await expect(page.getByRole('heading', { name: 'Answer of the mail server' })).toBeVisible()
  await expect(page.getByText('We do not track opens or clicks.')).toBeVisible()
})
