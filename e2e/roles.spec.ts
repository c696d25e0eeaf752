import type { Page } from '@playwright/test'
import { choose, completeReset, openConsole, openUser, submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'
import { addRole, chooseRole, giveRole, openRoles, sections, tick } from './support/roles.ts'

async function enterConsole(page: Page, username: string, password = oldPassword): Promise<void> {
  await page.goto('/sign-in')
  await submitSignIn(page, username, password)
  await expect(page.getByRole('navigation', { name: 'Console' })).toBeVisible()
}

test('the console shows users of a new role only what its permissions allow', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await addRole(page, 'Auditor', ['Read the audit log', 'Open the console'])
  await openRoles(page)
  const row = page.getByRole('row').filter({ hasText: 'Auditor' })
  await expect(row).toContainText('Read the audit log and open the console')
  await expect(row.getByRole('cell').last()).toHaveText('0')
  await giveRole(page, username, 'Auditor')
  await expect(page.getByRole('link', { name: 'Auditor' })).toBeVisible()

  const theirs = await openBrowser()
  await enterConsole(theirs, username)
  expect(await sections(theirs)).toEqual(['Audit'])
  await expect(theirs.getByRole('heading', { name: 'Audit' })).toBeVisible()
  await expect(theirs.getByText(/changed the role of Jane Doe/).first()).toBeVisible()

  await page.getByRole('link', { name: 'Auditor' }).click()
  await tick(page, 'See users')
  await expect(page.getByText('Saving changes what 1 user can do.')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await theirs.reload()
  await expect.poll(() => sections(theirs)).toEqual(['Overview', 'Users', 'Organizations', 'Audit'])
})

test('permissions from extra roles are combined, and end when the role is removed', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await page.getByRole('link', { name: 'Edit' }).click()
  const extra = page.getByRole('group', { name: 'Extra roles (optional)' })
  await extra.getByText('Moderator').click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await expect(page.getByText('and Moderator')).toBeVisible()
  const theirs = await openBrowser()
  await enterConsole(theirs, username)

  await page.getByRole('link', { name: 'Edit' }).click()
  await expect(extra.getByRole('checkbox', { name: 'Moderator' })).toBeChecked()
  await extra.getByText('Moderator').click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await theirs.reload()
  await expect(theirs.getByText('You don’t have access to the console')).toBeVisible()
})

test('an invited user creates a password and has the chosen role', async ({
  page,
  openBrowser,
  mailbox,
}) => {
  const address = 'ines.duarte@northwind.example'
  await openConsole(page)
  await page.getByRole('link', { name: 'Add a user' }).click()
  await page.getByRole('button', { name: 'Add the user' }).click()
  await page
    .getByRole('link', { name: 'Enter an e-mail address, or a username if there is none' })
    .click()
  await page.keyboard.type(address)
  await page.getByLabel('Name', { exact: true }).fill('Inês Duarte')
  await chooseRole(page, 'Moderator')
  await expect(page.getByText('See users, reset passwords, follow mails')).toBeVisible()
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByRole('heading', { name: 'Inês Duarte', level: 1 })).toBeFocused()
  await expect(page.getByText(`Invitation sent to ${address}`)).toBeVisible()

  const mail = await mailbox.waitForMail(address)
  const theirs = await openBrowser()
  await completeReset(theirs, mail)
  await submitSignIn(theirs, address, newPassword)
  await expect(theirs.getByRole('heading', { name: 'Overview' })).toBeVisible()
  expect(await sections(theirs)).toEqual(['Overview', 'Users', 'Organizations', 'Messages'])

  await openConsole(page)
  await page.goto('/users/new')
  await page.getByLabel('E-mail address').fill(address)
  await page.getByLabel('Name', { exact: true }).fill('Inês Duarte')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByLabel('E-mail address')).toHaveAccessibleDescription(
    /Someone already has this address as their username/,
  )
})

test('users can’t grant permissions that they lack, or change their own roles', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await addRole(page, 'Keeper', ['See users', 'Change roles', 'Open the console'])
  await giveRole(page, username, 'Keeper')

  const theirs = await openBrowser()
  await enterConsole(theirs, username)
  await openRoles(theirs)
  await theirs.getByRole('link', { name: 'Keeper' }).click()
  await expect(theirs.getByText('You have this role yourself, so')).toBeVisible()
  await expect(theirs.getByRole('button', { name: 'Save' })).toBeHidden()
  await theirs.getByRole('link', { name: 'Copy this role' }).click()
  await expect(theirs.getByRole('checkbox', { name: 'See users' })).toBeChecked()
  const remove = theirs.getByRole('checkbox', { name: 'Delete users' })
  await expect(remove).toHaveAccessibleDescription(/You don’t have this permission yourself/)
  await remove.focus()
  await theirs.keyboard.press('Space')
  await theirs.getByText('Delete users', { exact: true }).click()
  await expect(remove).not.toBeChecked()
  await theirs.getByRole('textbox', { name: 'Name' }).fill('Keeper')
  await theirs.getByRole('button', { name: 'Add the role' }).click()
  await expect(theirs.getByRole('link', { name: 'Another role has this name' })).toBeVisible()
  await theirs.getByRole('link', { name: 'Another role has this name' }).click()
  await expect(theirs.getByRole('textbox', { name: 'Name' })).toBeFocused()
  await theirs.getByRole('textbox', { name: 'Name' }).fill('Keeper’s help')
  await theirs.getByRole('button', { name: 'Add the role' }).click()
  await expect(theirs.getByText('Keeper’s help was added.')).toBeVisible()
})

test('built-in roles can be read but not changed', async ({ page }) => {
  await openConsole(page)
  await openRoles(page)
  await page.getByRole('link', { name: 'Administrator', exact: true }).click()
  await expect(page.getByText('This role is built in')).toBeVisible()
  await expect(page.getByText('Change settings', { exact: true })).toBeVisible()
  await expect(page.getByText('Run reset campaigns')).toBeVisible()
  await expect(page.getByRole('textbox')).toBeHidden()
})

test('a role is added, renamed and deleted by keyboard only', async ({ page }) => {
  await openConsole(page)
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  await page.getByRole('navigation').getByRole('link', { name: 'Roles' }).focus()
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'Roles' })).toBeFocused()
  await press('Tab', 'Enter')
  await expect(page.getByRole('heading', { name: 'Add a role' })).toBeFocused()
  await press('Tab')
  await page.keyboard.type('Night shift')
  await press('Tab', 'Space', 'Tab', 'Tab', 'Space')
  await expect(page.getByRole('checkbox', { name: 'See users' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Deactivate users' })).toBeChecked()
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'Night shift' })).toBeFocused()
  await press('Tab', 'Tab')
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveCount(1)
  await page.getByRole('textbox', { name: 'Name' }).focus()
  await press('Control+a')
  await page.keyboard.type('Night watch')
  await press('Enter')
  await expect(page.getByRole('heading', { name: 'Night watch' })).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).focus()
  await press('Enter', 'ArrowDown', 'Enter')
  const dialog = page.getByRole('alertdialog', { name: 'Delete Night watch?' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await press('Shift+Tab', 'Enter')
  await expect(page.getByText('Night watch was deleted.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Night watch' })).toBeHidden()
})

test('a role that somebody has is not deleted, and unsaved ticks are not lost unasked', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await openConsole(page)
  await addRole(page, 'Depot manager', ['See contacts'])
  await giveRole(page, username, 'Depot manager')
  await page.getByRole('link', { name: 'Depot manager' }).click()
  // The user's page has such a button too, and stays until the role's has come.
  await expect(page.getByRole('heading', { name: 'Depot manager', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menuitem', { name: /^Delete…/ })).toHaveAccessibleName(
    'Delete… Users have this role',
  )
  await page.keyboard.press('Escape')
  await tick(page, 'Follow mails')
  await page.getByRole('navigation').getByRole('link', { name: 'Audit' }).click()
  await expect(page.getByRole('alertdialog', { name: 'Leave without saving?' })).toBeVisible()
  await page.getByRole('button', { name: 'Stay here' }).click()
  await expect(page.getByRole('checkbox', { name: 'Follow mails' })).toBeChecked()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await choose(page, 'Copy this role')
  await expect(page.getByRole('checkbox', { name: 'Follow mails' })).toBeChecked()
})
