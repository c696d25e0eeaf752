import { expect, type Page } from '@playwright/test'
import { openUser } from './acts.ts'

/** From the side bar to a role of its own, made by ticking. */
export async function addRole(page: Page, name: string, permissions: string[]): Promise<void> {
  await openRoles(page)
  await page.getByRole('link', { name: 'Add a role' }).click()
  await expect(page.getByRole('heading', { name: 'Add a role' })).toBeFocused()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  for (const permission of permissions) await tick(page, permission)
  await page.getByRole('button', { name: 'Add the role' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeFocused()
  await expect(page.getByText(`${name} was added.`)).toBeVisible()
}

export async function openRoles(page: Page): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).click()
  await expect(page.getByRole('heading', { name: 'Roles' })).toBeFocused()
}

export async function tick(page: Page, permission: string): Promise<void> {
  await page.getByText(permission, { exact: true }).click()
  await expect(page.getByRole('checkbox', { name: permission })).toBeChecked()
}

/** The administrator makes it somebody's primary role, on their page. */
export async function giveRole(page: Page, username: string, role: string): Promise<void> {
  await openUser(page, username)
  await page.getByRole('link', { name: 'Edit' }).click()
  await chooseRole(page, role)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
}

export async function chooseRole(page: Page, role: string): Promise<void> {
  await page.getByRole('button', { name: / Role$/ }).click()
  await page.getByRole('option', { name: role }).click()
}

/**
 * The sections of the console that the side bar offers, in order. All users see the documentation.
 */
export const sections = async (page: Page) => {
  const links = page.getByRole('navigation', { name: 'Console' }).getByRole('link')
  return (await links.allTextContents()).filter((name) => name !== 'Documentation')
}
