import { Webhook } from 'standardwebhooks'
import { openReceiver } from '../apps/api/testing/webhook-receiver.ts'
import { openConsole, signInAsAdministrator } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test.use({ settings: { WEBHOOK_NETWORKS: '127.0.0.0/8' } })

test('an administrator adds a webhook, tests it, and sees what the program answered', async ({
  page,
}) => {
  const receiver = await openReceiver()
  receiver.script({ do: 'answer', status: 200, body: 'Thank you' })
  await openConsole(page)
  await page.getByRole('navigation').getByRole('link', { name: 'Webhooks' }).click()
  await page.getByRole('link', { name: 'Add a webhook' }).click()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('link', { name: 'Enter the address' })).toBeVisible()
  await page.getByRole('textbox', { name: 'Address' }).fill(receiver.url)
  await page.getByText('password.changed', { exact: true }).click()
  await page.getByText('session.started', { exact: true }).click()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(page.getByRole('heading', { name: 'Copy the secret now' })).toBeFocused()
  const secret = (await page.getByText(/^whsec_/).textContent()) ?? ''

  await page.getByRole('link', { name: 'I’ve copied it' }).click()
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await expect(page.getByText('Test event on its way.')).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: 'webhook.test' })
  await expect(row.getByText('Delivered')).toBeVisible()
  await row.getByRole('button', { name: 'Details of webhook.test' }).click()
  await expect(row.getByText('Answer 200')).toBeVisible()
  await expect(row.getByText('Thank you')).toBeVisible()
  const [first] = receiver.received
  const verified = new Webhook(secret).verify(
    first?.body ?? '',
    first?.headers as Record<string, string>,
  )
  expect(verified).toMatchObject({ type: 'webhook.test' })

  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Switch off' }).click()
  await expect(page.getByText('The webhook is off.')).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Delete…' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(page.getByText(`${receiver.url} was deleted.`)).toBeVisible()
  await receiver.close()
})

test('saving a webhook leaves what others changed, and its secret can be replaced only after saving', async ({
  page,
  openBrowser,
}) => {
  await signInAsAdministrator(page)
  await page.goto('/webhooks/new')
  await page.getByRole('textbox', { name: 'Address' }).fill('https://shop.example/typed')
  await page.getByText('user.created', { exact: true }).click()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await page.getByRole('link', { name: 'I’ve copied it' }).click()
  await expect(page.getByRole('heading', { name: 'https://shop.example/typed' })).toBeVisible()
  const theirs = await openBrowser()
  await signInAsAdministrator(theirs)
  await theirs.goto(page.url())

  await page.getByRole('textbox', { name: 'Description' }).fill('Adds people to the newsletter')
  await page.getByRole('button', { name: 'More options' }).click()
  const replace = page.getByRole('menuitem', { name: 'Replace the secret…' })
  await expect(replace).toContainText('Save your changes first.')
  await page.keyboard.press('Escape')
  await theirs.getByText('user.deleted', { exact: true }).click()
  await theirs.getByRole('button', { name: 'Save' }).click()
  await expect(theirs.getByText('Changes saved.')).toBeVisible()
  // Sending a test fetches the webhook again, while the form still has the old events.
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await expect(page.getByText('Test event on its way.')).toBeVisible()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Description' })).toHaveValue(
    'Adds people to the newsletter',
  )
  await expect(page.getByRole('checkbox', { name: 'user.deleted' })).toBeChecked()

  await page.getByRole('button', { name: 'More options' }).click()
  await replace.click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Replace the secret' }).click()
  await expect(page.getByRole('heading', { name: 'Copy the secret now' })).toBeFocused()
  await page.getByRole('button', { name: 'I’ve copied it' }).click()
  await expect(page.getByText(/^The old secret also signs until/)).toBeVisible()
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Send events again…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('There were no events in that time.')).toBeVisible()
})
