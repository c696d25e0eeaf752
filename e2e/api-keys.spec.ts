import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { tick } from './support/roles.ts'

const run = promisify(execFile)

test('an administrator creates an API key, tries it with the shown command, and deletes it', async ({
  page,
}) => {
  await openConsole(page)
  await page.getByRole('navigation').getByRole('link', { name: 'API keys' }).click()
  await page.getByRole('link', { name: 'Create an API key' }).click()
  await expect(page.getByRole('heading', { name: 'Create an API key' })).toBeFocused()
  await page.getByRole('button', { name: 'Create the key' }).click()
  await expect(page.getByRole('link', { name: 'Enter a name' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Choose at least one permission' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill('Web shop')
  await tick(page, 'See users')
  await page.getByRole('button', { name: 'Create the key' }).click()
  await expect(page.getByRole('heading', { name: 'Copy the key now' })).toBeFocused()

  const command = (await page.getByText(/^curl/).textContent()) ?? ''
  const call = async () => JSON.parse((await run('sh', ['-c', command])).stdout)
  expect((await call()).items).toHaveLength(1)

  await page.getByRole('link', { name: 'I’ve copied it' }).click()
  const row = page.getByRole('row').filter({ hasText: 'Web shop' })
  await expect(row).toContainText('See users')
  await row.getByRole('link', { name: 'Web shop' }).click()
  await expect(page.getByText(/^Today/).first()).toBeVisible()
  await expect(page.getByText('rk_')).toHaveCount(0)
  await page.getByRole('button', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText('Web shop was deleted.')).toBeVisible()
  expect((await call()).code).toBe('not-signed-in')
})
