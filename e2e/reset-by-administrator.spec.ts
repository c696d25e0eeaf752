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

test('an administrator sends a reset by keyboard only, in four steps and a confirmation', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  // 1: the search, 2: what to search for and open, 3: More options, 4: Reset password.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('searchbox', { name: 'Search users' })).toBeFocused()
  await page.keyboard.type(username)
  await expect(page).toHaveURL(new RegExp(`search=${encodeURIComponent(username)}$`))
  await expect(page.getByText('1 user found. Enter opens it.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Jane Doe' })).toBeFocused()
  const more = page.getByRole('button', { name: 'More options' })
  for (let tabs = 0; tabs < 5; tabs += 1) {
    if (await more.evaluate((button) => button === document.activeElement)) break
    await page.keyboard.press('Tab')
  }
  await expect(more).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Reset password…' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeFocused()
  // The confirm.
  await page.keyboard.press('Enter')
  await expect(page.getByText('Password reset: Accepted by mail server').first()).toBeVisible()
  await expect(more).toBeFocused()
  expect((await mailbox.waitForMail(username)).subject).toMatch(/password reset/)
})
