import { signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { showList } from '../support/show-list.ts'

const list = /\/api\/v1\/webhooks(\?.*)?$/
const one = /\/api\/v1\/webhooks\/[0-9a-f-]+$/
const deliveries = /\/api\/v1\/webhooks\/[0-9a-f-]+\/deliveries(\?.*)?$/

const webhook = (url: string, given: object = {}) => ({
  id: crypto.randomUUID(),
  url,
  events: ['password.changed', 'user.deactivated'],
  description: null,
  enabled: true,
  failingSince: null,
  switchedOffAt: null,
  previousSecretUntil: null,
  createdAt: '2026-09-14T08:19:00.000Z',
  ...given,
})

const failing = webhook('https://warehouse.northwind.example/integrations/rekey/events', {
  description: 'Drops the sessions of the warehouse app',
  failingSince: '2026-11-20T08:00:00.000Z',
  previousSecretUntil: '2026-11-21T08:00:00.000Z',
})
const webhooks = [
  webhook('https://shop.northwind.example/hooks'),
  failing,
  webhook('https://old.northwind.example/hooks', {
    enabled: false,
    switchedOffAt: '2026-10-02T15:40:00.000Z',
  }),
]

const delivery = (event: string, given: object) => ({
  id: crypto.randomUUID(),
  event,
  at: '2026-11-20T09:41:00.000Z',
  data: { userId: '0f6e3c52-9b0d-4a31-8a57-2f1f6c0be0d4' },
  status: 'delivered',
  attempts: [],
  nextAttemptAt: null,
  ...given,
})

const attempts = [
  {
    at: '2026-11-20T09:41:01.000Z',
    status: null,
    detail: 'Nobody answered within 15 seconds.',
    answer: null,
  },
  {
    at: '2026-11-20T09:41:20.000Z',
    status: 502,
    detail: 'The answer was no success.',
    answer: '<h1>Bad gateway</h1>',
  },
]
const sent = [
  delivery('password.changed', { status: 'failed', attempts }),
  delivery('user.deactivated', {
    attempts: [
      { at: '2026-11-20T09:41:01.000Z', status: 200, detail: 'It took the event.', answer: 'ok' },
    ],
  }),
]

test('webhooks: first load, none, some, error; the form, one that fails, its deliveries and dialogs', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.route(list, () => {})
  await page.goto('/webhooks')
  await expect(page.getByRole('table')).toHaveAttribute('aria-busy', 'true')
  await look(page, 'webhooks-loading')
  await page.unrouteAll({ behavior: 'ignoreErrors' })
  await page.route(list, (route) => route.abort())
  await page.goto('/webhooks')
  await expect(page.getByText('Could not load webhooks.')).toBeVisible()
  await look(page, 'webhooks-error')
  await page.unrouteAll()
  await showList(page, list, [])
  await page.goto('/webhooks')
  await expect(page.getByText('No webhooks yet')).toBeVisible()
  await look(page, 'webhooks-none')

  await page.goto('/webhooks/new')
  await page.getByRole('textbox', { name: 'Address' }).fill('http://10.0.0.1/hooks')
  await page.getByText('user.created', { exact: true }).click()
  await page.getByRole('button', { name: 'Add the webhook' }).click()
  await expect(
    page.getByRole('link', { name: /^The address must be an https address/ }),
  ).toBeVisible()
  await look(page, 'webhook-wrong')

  await showList(page, list, webhooks)
  await page.route(one, (route) => route.fulfill({ json: failing }))
  await showList(page, deliveries, sent)
  await page.goto('/webhooks')
  await expect(page.getByText('Switched off: it kept failing')).toBeVisible()
  await look(page, 'webhooks')
  await page.getByRole('link', { name: failing.url }).click()
  await page.getByRole('button', { name: 'Details of password.changed' }).click()
  await expect(page.getByText('No answer')).toBeVisible()
  await look(page, 'webhook-failing')
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Send events again…' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, 'webhook-replay')
})
