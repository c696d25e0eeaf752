import type { Page } from '@playwright/test'
import { openUser, signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { addRole, openRoles, tick } from '../support/roles.ts'

const list = /\/api\/v1\/roles(\?.*)?$/
const name = 'Depot manager of the Northern Quay'

test('roles: first load, some, error; one added, changed, its menu and dialog, read, gone', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.route(list, () => {})
  await page.goto('/roles')
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'roles-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.route(list, (route) => route.abort())
  await page.goto('/roles')
  await expect(page.getByText('Could not load roles.')).toBeVisible()
  await look(page, 'roles-error')
  await page.unrouteAll()

  await page.goto('/users')
  await expect(page.getByRole('heading', { name: 'Users' })).toBeVisible()
  await addRole(page, name, ['See contacts', 'Add and change contacts', 'Open the console'])
  await look(page, 'role-added')
  await tick(page, 'Delete users')
  await page.getByRole('textbox', { name: 'Name' }).fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Enter a name' })).toBeVisible()
  await look(page, 'role-wrong')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'role-menu')
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'role-delete')
  await page.keyboard.press('Escape')

  await openRoles(page)
  await expect(page.getByRole('link', { name })).toBeVisible()
  await look(page, 'roles')
  await page.getByRole('link', { name: 'Community manager' }).click()
  await expect(page.getByText('This role is built in')).toBeVisible()
  await look(page, 'role-built-in')
  await page.goto('/roles/00000000-0000-4000-8000-0000000000ff')
  await expect(page.getByRole('heading', { name: 'There is no such role' })).toBeVisible()
  await look(page, 'role-gone')
})

test('roles: permissions that the viewer lacks, and a role that opens nothing', async ({
  page,
}) => {
  const permissions = ['console.access', 'roles.write', 'users.read']
  await showCallerWith(page, permissions)
  await signInAsAdministrator(page)
  await page.goto('/roles/new')
  await expect(page.getByText('You don’t have this permission yourself').first()).toBeVisible()
  await look(page, 'role-lacking')
  permissions.splice(1)
  await page.goto('/users')
  await expect(page.getByText('There is nothing here for you yet')).toBeVisible()
  await look(page, 'console-nothing')
})

test('user: roles chosen, an invitation', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  await page.getByRole('link', { name: 'Edit' }).click()
  await page
    .getByRole('group', { name: /^Extra roles/ })
    .getByText('Moderator')
    .click()
  await look(page, 'user-roles')
  await page.getByRole('button', { name: / Role$/ }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  await look(page, 'user-role-list')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('and Moderator')).toBeVisible()
  await look(page, 'user-with-roles')
})

/** The console of a user with only these permissions. */
const showCallerWith = (page: Page, permissions: string[]) =>
  page.route('**/api/v1/sessions/current', async (route) => {
    const answer = await route.fetch()
    if (!answer.ok()) return route.fulfill({ response: answer })
    const { user, ...session } = await answer.json()
    return route.fulfill({ json: { ...session, user: { ...user, permissions } } })
  })
