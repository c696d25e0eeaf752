import { fillReset } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { newPassword } from '../support/people.ts'

test('in forced colours every control keeps a border, and the strength its word', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.emulateMedia({ forcedColors: 'active' })
  await page.goto(mail.link)
  await fillReset(page, mail.code, newPassword)
  for (const button of await page.getByRole('button').all()) {
    await expect(button).toBeVisible()
  }
  await expect(page.getByText('Excellent').first()).toBeVisible()
  await look(page, '12-forced-colours')
})

test('who wants less motion sees none', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill('jane.doe@northwind.example')
  await page.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .map((element) => getComputedStyle(element))
      .flatMap(({ animationDuration, transitionDuration }) =>
        [animationDuration, transitionDuration].join().split(','),
      )
      .filter((duration) => Number.parseFloat(duration) > 0.001),
  )
  expect(moving).toEqual([])
})
