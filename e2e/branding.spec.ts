import type { Page } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { untilInEffect } from './support/until-in-effect.ts'

// Use a separate installation, as other journeys see Rekey's own colours.
test.use({ settings: { MAIL_FROM: 'Northwind <no-reply@northwind.example>' } })

/** 8 by 8 pixels, all white. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAEUlEQVR42mP4jwMwDC0JACjrv0H9DnDUAAAAAElFTkSuQmCC',
  'base64',
)

const openSettings = async (page: Page) => {
  await openConsole(page)
  await page.getByRole('link', { name: 'Settings' }).click()
  await expect(page.getByLabel('Organization name')).toBeVisible()
}
const bandOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--band'))

test('an administrator gives the pages and mails a logo and a colour', async ({
  page,
  openBrowser,
  meetWithReset,
}) => {
  await openSettings(page)
  await page.getByLabel('Accent colour (optional)').fill('#f6a800')
  await expect(page.getByText('Text in this colour is too light to read.')).toBeVisible()
  await page.getByLabel('Accent colour (optional)').fill('#7a1f5c')
  await expect(page.getByText('This colour is easy to read.')).toBeVisible()

  const file = page.locator('input[type=file]')
  await file.setInputFiles({
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  })
  await expect(page.getByRole('alert').getByText('Choose a PNG of at most 24 KB')).toBeVisible()
  await file.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: png })
  await expect(page.getByText('Not saved yet: Logo, Accent colour.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Organization Not saved yet' })).toBeVisible()
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('Settings were saved.')).toBeVisible()
  await expect.poll(() => bandOf(page)).toBe('#7a1f5c')
  await untilInEffect()

  const visitor = await openBrowser()
  await visitor.goto('/sign-in')
  expect(await bandOf(visitor)).toBe('#7a1f5c')
  const logo = visitor.getByRole('banner').locator('img')
  await expect(logo).toHaveJSProperty('naturalWidth', 8)
  const { mail } = await meetWithReset('staff')
  expect(mail.html).toContain('/branding/logo-')

  await page.getByRole('button', { name: 'Remove logo' }).click()
  await page.getByLabel('Accent colour (optional)').fill('')
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect.poll(() => bandOf(page)).not.toBe('#7a1f5c')
})
