import type { Campaign } from '@rekey/contracts/reset-campaigns'
import { openConsole } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

const mika = {
  id: '018f2a52-0000-7000-8000-00000000000a',
  displayName: 'Mika Ito',
  deleted: false,
  type: 'user',
} as const
const lena = {
  ...mika,
  id: '018f2a52-0000-7000-8000-00000000000b',
  displayName: 'Lena Voss',
} as const
const none = {
  queued: 0,
  sending: 0,
  accepted: 0,
  delivered: 0,
  delayed: 0,
  refused: 0,
  bounced: 0,
  failed: 0,
  'not-sent': 0,
}

/** The campaign of the design's picture. */
const running: Campaign = {
  id: '018f2a52-0000-7000-8000-000000000001',
  name: 'Staff after the laptop theft',
  status: 'running',
  reason: 'A laptop with staff data was stolen on 24 November.',
  method: 'code',
  endSessions: true,
  blockCurrentPassword: false,
  perMinute: 20,
  filter: { kind: 'staff' },
  createdBy: mika,
  createdAt: '2026-11-24T14:40:12Z',
  startedBy: lena,
  startedAt: '2026-11-24T15:05:48Z',
  endedAt: null,
  counts: {
    ...none,
    matched: 2_982,
    toSend: 2_940,
    excluded: {
      'user-deactivated': 23,
      'no-address': 11,
      'signs-in-elsewhere': 6,
      'beyond-permissions': 2,
    },
    queued: 712,
    accepted: 162,
    delivered: 1_042,
    bounced: 30,
    refused: 8,
    'not-sent': 42,
    saved: 986,
  },
  secondAdministrator: ['many-users'],
  mayStart: false,
  pause: null,
  trial: { outcome: 'passed', size: 50, sent: 50, failed: 1, at: '2026-11-24T15:18:03Z' },
  notSavedYet: 1_204,
  reminders: { lastAt: null, nextAt: null, counts: none },
  expectedEndAt: '2026-11-25T10:18:00Z',
  codeHours: 24,
  temporaryPasswordHours: 48,
  history: [
    { step: 'created', at: '2026-11-24T14:40:12Z', by: mika, details: {} },
    { step: 'started', at: '2026-11-24T15:05:48Z', by: lena, details: {} },
    { step: 'trial-passed', at: '2026-11-24T15:18:03Z', by: null, details: { failed: 1 } },
    { step: 'paused', at: '2026-11-24T16:30:20Z', by: mika, details: { cause: 'administrator' } },
    { step: 'resumed', at: '2026-11-25T09:05:31Z', by: mika, details: {} },
  ],
}

const states: Readonly<Record<string, Partial<Campaign>>> = {
  running: {},
  'paused-by-trial': {
    status: 'paused',
    expectedEndAt: null,
    pause: { cause: 'trial', at: '2026-11-24T15:18:03Z', by: null },
    trial: { ...running.trial, outcome: 'failed', sent: 41, failed: 7 },
  },
  draft: {
    status: 'draft',
    startedBy: null,
    startedAt: null,
    expectedEndAt: null,
    mayStart: true,
    notSavedYet: 0,
    trial: { outcome: 'pending', size: 50, sent: 0, failed: 0, at: null },
    history: running.history.slice(0, 1),
  },
}

test('campaigns: none yet, the form, and a campaign in each of its states', async ({ page }) => {
  await openConsole(page)
  const nothing = { items: [], nextCursor: null, prevCursor: null }
  await page.route('**/reset-campaigns', (route) => route.fulfill({ json: nothing }))
  await page.goto('/campaigns')
  await expect(page.getByText('No campaigns yet')).toBeVisible()
  await look(page, 'a21-campaigns-empty')
  await page.goto('/campaigns/new')
  await expect(page.getByLabel('Name')).toBeVisible()
  await look(page, 'a21-campaign-form')
  for (const [name, state] of Object.entries(states)) {
    await page.route('**/reset-campaigns/*', (route) =>
      route.fulfill({ json: { ...running, ...state } }),
    )
    await page.goto(`/campaigns/${running.id}`)
    await expect(page.getByRole('heading', { name: running.name })).toBeVisible()
    await look(page, `a21-campaign-${name}`)
    await page.unroute('**/reset-campaigns/*')
  }
})
