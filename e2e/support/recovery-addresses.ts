import { expect, type Page } from '@playwright/test'
import { changeRows } from './change-rows.ts'
import type { Installation } from './installation.ts'

/** From the own account. */
export async function openRecoveryAddresses(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage addresses' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Recovery addresses' })).toBeFocused()
}

/** Asks for the code of a new address. It ends on the page where the code is entered. */
export async function addRecoveryAddress(page: Page, address: string): Promise<void> {
  await page.getByRole('button', { name: 'Add an address' }).click()
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(address)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Enter the code' })).toBeVisible()
}

/** As after the waiting time of a confirmed address. */
export async function endHold(server: Installation, address: string): Promise<void> {
  const statement = `UPDATE recovery_addresses SET confirmed_at = now() - interval '4 days',
    counts_from = now() - interval '1 day' WHERE address = $1 AND confirmed_at IS NOT NULL`
  expect(await changeRows(server, statement, [address])).toBe(1)
}

/** Six digits that are not these. */
export const wrongFor = (code: string, nth = 1): string =>
  String((Number(code) + nth) % 1_000_000).padStart(6, '0')
