import { openConsole } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

test('palette: empty, found and nothing found', async ({ page }) => {
  await openConsole(page)
  await expect(page.getByRole('link', { name: 'Ben Whitcombe', exact: true })).toBeVisible()
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search the console' })
  await expect(page.getByRole('option', { name: 'Messages' })).toBeVisible()
  await look(page, 'a20-palette')
  await field.pressSequentially('reset ro')
  await expect(page.getByRole('option', { name: /^Reset password of Rosa/ })).toBeVisible()
  await look(page, 'a20-palette-reset')
  await field.fill('smiht')
  await expect(page.getByText('No results for “smiht”.')).toBeVisible()
  // React Aria lets go of the option that was chosen last a moment after it has left.
  await expect(field).not.toHaveAttribute('aria-activedescendant')
  await look(page, 'a20-palette-nothing')
})
