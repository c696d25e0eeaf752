import { askForReset } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const timeOfDay = /\d\d:\d\d/

test('Send again waits a minute, says until when, and then asks once more', async ({
  page,
  people,
}) => {
  await page.clock.install()
  await askForReset(page, people.meet('staff'))
  const again = page.getByRole('button', { name: 'Send again' })
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  await expect(page.getByText('You can send again at')).toHaveText(timeOfDay)
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await again.click({ force: true })
  expect(asked).toEqual([])

  await page.clock.fastForward('01:00')
  await expect(again).not.toHaveAttribute('aria-disabled')
  await again.click()
  await expect(page.getByRole('status').getByText('Sent again at')).toHaveText(timeOfDay)
  await expect(again).toHaveAttribute('aria-disabled', 'true')
  expect(asked).toEqual(['/api/v1/password-resets'])
})

test('on the reset page it keeps what was typed, and the focus goes back to the code', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await page.getByLabel('New password', { exact: true }).fill('velvet otter')
  await page.getByRole('button', { name: 'Send the e-mail again' }).click()
  await expect(page.getByRole('status').getByText('Sent again at')).toHaveText(timeOfDay)
  await expect(page.getByLabel('6-digit code')).toBeFocused()
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue('velvet otter')
})

test('a different username starts from the one that was typed', async ({ page }) => {
  await askForReset(page, 'jane.do@northwind.example')
  await page.getByRole('link', { name: 'Use a different username' }).click()
  await expect(page.getByLabel('Username')).toHaveValue('jane.do@northwind.example')
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible()
})
