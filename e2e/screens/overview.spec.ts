import type { Page } from '@playwright/test'
import { openConsole } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

const day = 86_400_000
const today = Date.parse('2026-11-27T00:00:00Z')
const at = (time: string) => `2026-11-27T${time}Z`

/** Quiet on weekends, with a peak on one day. */
const requested = [
  48, 45, 49, 56, 13, 12, 53, 54, 46, 55, 43, 10, 13, 42, 46, 42, 43, 49, 14, 14, 66, 43, 50, 48,
  44, 12, 10, 52, 42, 24,
]
const delivered = [
  108, 102, 106, 118, 34, 33, 114, 117, 94, 117, 97, 31, 36, 92, 103, 93, 93, 109, 36, 35, 110, 93,
  106, 104, 98, 36, 30, 112, 96, 24,
]

const dayOf = (index: number) => ({
  from: new Date(today - (29 - index) * day).toISOString(),
  to: new Date(today - (28 - index) * day).toISOString(),
  resets: {
    requested: requested[index] ?? 0,
    started: 2,
    completed: Math.floor((requested[index] ?? 0) * 0.9),
    disowned: [9, 21, 29].includes(index) ? 2 : 0,
    wrongCodes: 3,
  },
  temporaryPasswordsUsed: 1,
  mails: {
    queued: 0,
    accepted: 0,
    delivered: delivered[index] ?? 0,
    delayed: index === 29 ? 37 : 0,
    refused: 0,
    bounced: index === 29 ? 12 : index % 4 === 1 ? 3 : 0,
    failed: 0,
    'not-sent': 4,
  },
  signIns: (requested[index] ?? 0) * 36,
  failedSignIns: index === 21 ? 412 : 30 + (requested[index] ?? 0),
})

const item = (kind: string, more: object) => ({
  kind,
  severity: 'problem',
  count: 1,
  since: null,
  at: null,
  until: null,
  subject: null,
  reasons: [],
  ...more,
})

const attention = [
  item('mail-down', {
    count: 37,
    since: at('09:12:00'),
    reasons: [{ reason: 'sender-not-permitted', count: 37 }],
  }),
  item('mails-bounced', {
    count: 14,
    at: at('09:31:00'),
    reasons: [
      { reason: 'address-does-not-exist', count: 9 },
      { reason: 'mailbox-full', count: 5 },
    ],
  }),
  item('resets-disowned', { severity: 'warning', count: 3, at: at('08:47:00') }),
  item('certificate-ends', {
    severity: 'warning',
    count: 810,
    until: '2026-12-09T12:00:00Z',
    subject: { id: '018f2a52-0000-7000-8000-0000000000a1', name: 'Okta' },
  }),
]

const overview = {
  asOf: at('09:41:00'),
  timeZone: 'UTC',
  step: 'day',
  periods: Array.from({ length: 30 }, (_, index) => dayOf(index)),
  users: {
    total: 4_318,
    byPasswordState: { none: 1_050, set: 3_012, temporary: 38, 'must-change': 214, blocked: 4 },
    noneBySignInMethod: { password: 240, sso: 810 },
  },
  attention,
}

const overviews = '**/api/v1/overview*'

async function open(page: Page, json: object): Promise<void> {
  await page.route(overviews, (route) => route.fulfill({ json }))
  await page.goto('/overview')
  await expect(page.getByRole('img', { name: /resets requested/ })).toBeVisible()
}

test.use({ timezoneId: 'UTC' })
test.beforeEach(async ({ page }) => openConsole(page))

test('overview: in use, and as tables', async ({ page }) => {
  await open(page, overview)
  await look(page, '13-overview')
  for (const name of ['Password resets', 'Mail delivery', 'Sign-ins']) {
    await page.getByRole('region', { name, exact: true }).getByRole('button').click()
  }
  await look(page, '13-overview-tables')
})

test('overview: by hour, with huge numbers, long names, and more than six to attend to', async ({
  page,
}) => {
  const name = 'Identity-Provider-of-the-Northwind-Trading-Company-and-all-its-subsidiaries'
  const many = Array.from({ length: 5 }, (_, index) =>
    item('webhook-failing', {
      severity: 'warning',
      count: 1_234_567,
      since: at('05:00:00'),
      subject: { id: `018f2a52-0000-7000-8000-0000000000b${index}`, name: `${name}-${index}` },
    }),
  )
  const periods = Array.from({ length: 24 }, (_, index) => ({
    ...dayOf(index),
    from: new Date(today - (14 - index) * 3_600_000).toISOString(),
    to: new Date(today - (13 - index) * 3_600_000).toISOString(),
    signIns: 1_000_000 + index * 90_000,
  }))
  await open(page, { ...overview, step: 'hour', periods, attention: [...attention, ...many] })
  await look(page, '13-overview-hours')
  await page.getByRole('button', { name: 'Show all 9' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: `${name}-4` })).toBeVisible()
  await look(page, '13-overview-all')
})

test('overview: 90 days, and only what a reader of users may see', async ({ page }) => {
  const periods = Array.from({ length: 90 }, (_, index) => {
    const { mails: _mails, ...figures } = dayOf(index % 30)
    const from = new Date(today - (89 - index) * day).toISOString()
    return { ...figures, from, to: new Date(today - (88 - index) * day).toISOString() }
  })
  await open(page, { ...overview, periods, attention: [] })
  await expect(page.getByText('Nothing needs attention.')).toBeVisible()
  await expect(page.getByText('Mail delivery')).toBeHidden()
  await look(page, '13-overview-90-days')
})

test('overview: a new installation, first load, away, and fetched again', async ({ page }) => {
  const nothing = JSON.parse(
    JSON.stringify(overview, (key, value) =>
      typeof value === 'number' && key !== 'total' ? 0 : value,
    ),
  )
  await open(page, { ...nothing, attention: [] })
  await expect(page.getByText('No resets yet')).toBeVisible()
  await look(page, '13-overview-none')
  await page.unroute(overviews)
  await page.route(overviews, () => {})
  await page.goto('/overview')
  await expect(page.getByRole('heading', { name: 'Mail delivery' })).toBeVisible()
  await look(page, '13-overview-loading')
  await page.unroute(overviews)
  await page.route(overviews, (route) => route.abort())
  await page.goto('/overview')
  await expect(page.getByText('Could not load sign-ins.')).toBeVisible()
  await look(page, '13-overview-away')
  await page.unroute(overviews)
  await open(page, overview)
  await page.unroute(overviews)
  await page.route(overviews, () => {})
  await page.getByRole('link', { name: '7 days' }).click()
  await expect(page).toHaveURL('/overview?days=7')
  await look(page, '13-overview-again')
})
