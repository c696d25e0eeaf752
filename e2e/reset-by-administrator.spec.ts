import { completeReset, openConsole, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword } from './support/people.ts'

test('by mouse: Users, search, Edit, More options, Reset password, Send; then the user saves', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Users' }).click()
  await page.getByRole('searchbox', { name: 'Search users' }).fill(username)
  const row = page.getByRole('row').filter({ hasText: username })
  await row.getByRole('rowheader').getByRole('link').first().click()
  await expect(page.getByRole('heading', { name: 'Jane Doe' })).toBeFocused()
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Reset password…' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('A password reset is on its way')).toBeVisible()
  await expect(page.getByText('Password reset: Accepted by mail server').first()).toBeVisible()

  const mail = await mailbox.waitForMail(username)
  const theirs = await openBrowser()
  await completeReset(theirs, mail)
  await submitSignIn(theirs, username, newPassword)
  await expect(theirs.getByRole('banner').getByText('Jane Doe')).toBeVisible()
})

test('an administrator sends a reset by keyboard only: Ctrl+K, a name, Enter and a confirmation', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('combobox', { name: 'Search the console' })).toBeFocused()
  await page.keyboard.type(`reset ${username}`)
  const entry = page.getByRole('option', { name: 'Reset password of Jane Doe…' })
  await expect(entry).toHaveCount(1)
  await expect(entry).toContainText(username)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused()
  // The confirm.
  await page.keyboard.press('Enter')
  await expect(page.getByText('Password reset: Accepted by mail server').first()).toBeVisible()
  expect((await mailbox.waitForMail(username)).subject).toMatch(/password reset/)
})
