import { choose, openUser } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test('an address is confirmed by the button that was mailed to it, and says so from then on', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await expect(page.getByText('Not confirmed')).toBeVisible()
  await choose(page, 'Verify address…')
  const dialog = page.getByRole('dialog', { name: 'Ask Jane Doe to confirm the address?' })
  await expect(dialog).toContainText(`It goes to ${username}.`)
  await page.keyboard.press('Enter')
  await expect(page.getByText('An e-mail to confirm the address is on its way')).toBeVisible()
  await expect(
    page.getByText('Confirm your address: Accepted by mail server').first(),
  ).toBeVisible()

  const { text } = await mailbox.waitForMail(username)
  const link = /\S+\/confirm-address#\S+/.exec(text)?.[0] ?? ''
  const theirs = await openBrowser()
  await theirs.goto(link)
  await expect(theirs.getByRole('heading', { name: /^Confirm your e/ })).toBeVisible()
  await expect(theirs).toHaveURL('/confirm-address')
  // Opening it, as a scanner does, confirms nothing.
  await page.reload()
  await expect(page.getByText('Not confirmed')).toBeVisible()
  await theirs.route('**/address-checks/confirm', (route) => route.abort())
  await theirs.getByRole('button', { name: 'Confirm' }).press('Enter')
  await expect(theirs.getByText('We could not reach the server.')).toBeVisible()
  await theirs.unroute('**/address-checks/confirm')
  await theirs.getByRole('button', { name: 'Try again' }).press('Enter')
  await expect(theirs.getByText('Your e-mail address is confirmed.')).toBeVisible()

  await page.reload()
  await expect(page.getByText('Confirmed today')).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  const verify = page.getByRole('menuitem', { name: 'Verify address…' })
  await expect(verify).toHaveAttribute('aria-disabled', 'true')
  await expect(verify).toHaveAccessibleName('Verify address… Confirmed today')
})

test('a cut-off link to confirm an address says what to do and confirms nothing', async ({
  page,
}) => {
  // The link has a valid form but belongs to no one, which only the server can tell.
  await page.goto(`/confirm-address#${'A'.repeat(22)}.${'A'.repeat(22)}`)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'This link doesn’t work any more' })).toBeFocused()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await page.evaluate(() => sessionStorage.clear())
  await page.goto('/confirm-address#cut-off')
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  await page.evaluate(() => sessionStorage.clear())
  await page.goto('/confirm-address')
  await expect(page.getByRole('heading', { name: 'This link doesn’t work any more' })).toBeVisible()
})
