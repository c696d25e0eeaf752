import { signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { showList } from '../support/show-list.ts'

const list = /\/api\/v1\/api-keys(\?.*)?$/
const one = /\/api\/v1\/api-keys\/[0-9a-f-]+$/

const key = (name: string, given: object = {}) => ({
  id: crypto.randomUUID(),
  name,
  scopes: ['users.read', 'users.reset-password', 'messages.read'],
  lapsedScopes: [],
  hint: 'x4Qz',
  createdBy: { id: crypto.randomUUID(), displayName: 'Mika Ito', status: 'active' },
  createdAt: '2026-09-14T08:19:00.000Z',
  expiresAt: null,
  lastUsedAt: null,
  ...given,
})

const stopped = key('Old warehouse system', {
  createdBy: { id: crypto.randomUUID(), displayName: 'Sam Reed', status: 'deactivated' },
  lapsedScopes: ['messages.read'],
  lastUsedAt: '2026-10-02T15:40:00.000Z',
})
const keys = [
  key('Web shop'),
  stopped,
  key('Ticket system', { expiresAt: '2020-01-01T00:00:00.000Z' }),
]

test('API keys: first load, none, some, error; the form, a new key, one that stopped, its dialog', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.route(list, () => {})
  await page.goto('/api-keys')
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'api-keys-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.route(list, (route) => route.abort())
  await page.goto('/api-keys')
  await expect(page.getByText('Could not load API keys.')).toBeVisible()
  await look(page, 'api-keys-error')
  await page.unrouteAll()
  await showList(page, list, [])
  await page.goto('/api-keys')
  await expect(page.getByText('No API keys yet')).toBeVisible()
  await look(page, 'api-keys-none')

  await page.goto('/api-keys/new')
  await page.getByRole('button', { name: 'Create the key' }).click()
  await expect(page.getByRole('link', { name: 'Enter a name' })).toBeVisible()
  await look(page, 'api-key-wrong')
  await page.getByRole('textbox', { name: 'Name' }).fill('Web shop')
  await page.getByText('See users', { exact: true }).click()
  await page.getByRole('button', { name: 'Create the key' }).click()
  await expect(page.getByRole('heading', { name: 'Copy the key now' })).toBeVisible()
  await look(page, 'api-key-created')

  await showList(page, list, keys)
  await page.goto('/api-keys')
  await expect(page.getByText('User deactivated')).toBeVisible()
  await look(page, 'api-keys')
  await page.route(one, (route) => route.fulfill({ json: stopped }))
  await page.getByRole('link', { name: 'Old warehouse system' }).click()
  await expect(page.getByText('This key doesn’t work')).toBeVisible()
  await look(page, 'api-key-stopped')
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, 'api-key-delete')
})
