import type { Page } from '@playwright/test'
import { choose, openConsole, signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { showList } from '../support/show-list.ts'

const list = /\/api\/v1\/organizations(\?.*)?$/
const contacts = '**/api/v1/users?*'

/** Over the API, where adding isn't what is looked at. @returns the organization’s id */
const addOrganization = (page: Page, name: string) =>
  page.evaluate(async (name) => {
    const post = async (path: string, body: object) => {
      const answer = await fetch(`/api/v1${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
      return (await answer.json()) as { id: string }
    }
    const { id } = await post('/organizations', { name })
    const contact = { kind: 'contact', organizationId: id }
    await post('/users', {
      ...contact,
      displayName: 'Signe Holm-Abernathy',
      username: `signe.${id.slice(0, 8)}@orders.nordickiosks.example`,
    })
    await post('/users', {
      ...contact,
      displayName: 'Kiosk 3',
      username: `kiosk-${id.slice(0, 8)}`,
    })
    return id
  }, name)

test('organizations: first load, none, some, no match, error, and adding one', async ({ page }) => {
  await signInAsAdministrator(page)
  await page.route(list, () => {})
  await page.goto('/organizations')
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'organizations-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await showList(page, list, [])
  await page.goto('/organizations')
  await expect(page.getByText('No organizations yet')).toBeVisible()
  await look(page, 'organizations-none')
  await page.getByRole('button', { name: 'Add an organization' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add an organization' }).click()
  await expect(page.getByText('Enter a name')).toBeVisible()
  await look(page, 'organizations-add')
  await page.keyboard.press('Escape')

  await page.unrouteAll()
  await addOrganization(page, 'Nordic Kiosks of the Northern Quay')
  await page.reload()
  await expect(page.getByRole('link', { name: /^Nordic Kiosks of the N/ })).toBeVisible()
  await look(page, 'organizations')
  await page.getByRole('searchbox').fill('smiht')
  await expect(page.getByText('No organizations match “smiht”.')).toBeVisible()
  await look(page, 'organizations-no-match')
  await page.route(list, (route) => route.abort())
  await page.getByRole('searchbox').fill('nordic')
  await expect(page.getByText('Could not load organizations.')).toBeVisible()
  await look(page, 'organizations-error')
})

test('organization: loading, contacts, menu, dialogs, a reset sent, none, gone', async ({
  page,
}) => {
  await openConsole(page)
  const id = await addOrganization(page, 'Nordic Kiosks of the Southern Quay')
  await page.route(contacts, () => {})
  await page.goto(`/organizations/${id}`)
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'organization-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })

  await page.reload()
  await expect(page.getByRole('link', { name: 'Kiosk 3', exact: true })).toBeVisible()
  await look(page, 'organization')
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'organization-menu')
  await page.keyboard.press('Escape')
  await choose(page, 'Rename…')
  await look(page, 'organization-rename')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Reset password of Kiosk 3' }).click()
  await expect(page.getByRole('dialog')).toContainText('No reset can be sent')
  await look(page, 'organization-reset-blocked')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /Reset password of Signe/ }).click()
  await expect(page.getByRole('radio', { name: /Temporary password/ })).toBeChecked()
  await look(page, 'a4-reset-methods')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('status').getByText('Accepted by mail server')).toBeVisible()
  await expect(page.getByText(/^Until/).first()).toBeAttached()
  await look(page, 'organization-sent')
  await page.getByRole('link', { name: 'Add a contact' }).click()
  await expect(page.getByRole('combobox', { name: 'Organization' })).toHaveValue(/^Nordic/)
  await look(page, 'organization-add-contact')

  await page.goto('/organizations/00000000-0000-4000-8000-000000000000')
  await expect(page.getByRole('heading', { name: 'There is no such organization' })).toBeVisible()
  await look(page, 'organization-gone')
})
