import { choose, openUser } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { signsInWithOkta } from '../support/signs-in-with-okta.ts'

test('user who signs in elsewhere: details, menu, where the password lives, back to one here', async ({
  page,
  people,
}) => {
  await signsInWithOkta(page, false)
  await openUser(page, people.meet('staff'))
  await expect(page.getByText('Signs in with')).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'sso-user-menu')
  await page.keyboard.press('Escape')
  await choose(page, 'Reset password…')
  const dialog = page.getByRole('dialog', { name: 'Jane Doe signs in with Okta' })
  await expect(dialog.getByRole('link')).toHaveAttribute('href', /okta\.example/)
  await look(page, 'sso-user-elsewhere')
  await dialog.getByRole('button', { name: 'Use a password here…' }).click()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await look(page, 'sso-user-use-password')
})

test('user who signs in elsewhere and opens the console: details, console password', async ({
  page,
  people,
}) => {
  await signsInWithOkta(page, true)
  await openUser(page, people.meet('staff'))
  await expect(page.getByText('Send one with Reset password')).toBeVisible()
  await look(page, 'sso-user-console')
  await choose(page, 'Reset password…')
  await expect(page.getByRole('dialog')).toContainText('only opens the console')
  await look(page, 'sso-user-console-password')
})
