import type { Page } from '@playwright/test'
import type { BatchUser, UserBatch } from '@rekey/contracts/user-batches'
import { openConsole } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

const id = '018f2a52-0000-7000-8000-000000000001'

/** The batch of the design's pictures. */
const draft: UserBatch = {
  id,
  action: 'send-invitations',
  role: null,
  status: 'draft',
  stoppedBecause: null,
  createdAt: '2026-11-29T09:43:00Z',
  startedAt: null,
  endedAt: null,
  codeHours: 168,
  counts: {
    matched: 12,
    toDo: 10,
    waiting: 10,
    sending: 0,
    done: 0,
    failed: 0,
    stopped: 0,
    excluded: { 'user-deactivated': 1, 'no-address': 1 },
  },
}
const running: UserBatch = {
  ...draft,
  status: 'running',
  startedAt: '2026-11-29T09:44:00Z',
  counts: { ...draft.counts, waiting: 3, sending: 2, done: 4, failed: 1 },
}
const completed: UserBatch = {
  ...running,
  status: 'completed',
  endedAt: '2026-11-29T09:45:00Z',
  counts: { ...draft.counts, waiting: 0, done: 9, failed: 1 },
}

const userOf = (number: number, displayName: string, rest: Partial<BatchUser>): BatchUser => ({
  user: {
    id: `018f2a52-0000-7000-8000-00000000000${number}`,
    displayName,
    username: null,
    deleted: false,
  },
  outcome: 'left-out',
  reason: null,
  advice: null,
  messageId: null,
  ...rest,
})
const leftOut = [
  userOf(2, 'Oskar Brandt', { reason: 'user-deactivated' }),
  userOf(3, 'Till 14, Leith Walk', { reason: 'no-address' }),
]
const failed = [
  userOf(4, 'Ines Calloway', {
    outcome: 'failed',
    reason: 'address-does-not-exist',
    advice: 'Correct the e-mail address, then send again.',
    messageId: id,
  }),
]
const pageOf = (items: readonly BatchUser[]) => ({ items, nextCursor: null, prevCursor: null })

/** Batches as the server would have them. */
async function answer(page: Page, batches: readonly UserBatch[]) {
  await page.route('**/api/v1/user-batches', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({ status: 201, json: draft })
      : route.fulfill({ json: { items: batches } }),
  )
  await page.route('**/api/v1/user-batches/*/users?outcome=left-out*', (route) =>
    route.fulfill({ json: pageOf(leftOut) }),
  )
  await page.route('**/api/v1/user-batches/*/users?outcome=failed*', (route) =>
    route.fulfill({ json: pageOf(failed) }),
  )
}

test('many users: selected, the preview, the progress and the result', async ({ page }) => {
  await openConsole(page)
  await answer(page, [])
  await page.goto('/users?search=jane.doe.newcomer')
  await page.getByRole('checkbox', { name: 'Select all users on this page' }).press('Space')
  await expect(page.getByText('20 selected')).toBeVisible()
  await look(page, 'a2-bulk-selected')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('button', { name: 'Send 10 invitations' })).toBeFocused()
  await look(page, 'a2-bulk-preview')
  for (const [name, batch, words] of [
    ['progress', running, '4 sent, 1 failed, 5 to go'],
    ['result', completed, '9 of 10 invitations were sent.'],
  ] as const) {
    await page.unroute('**/api/v1/user-batches')
    await page.unroute('**/api/v1/user-batches/*/users?outcome=left-out*')
    await page.unroute('**/api/v1/user-batches/*/users?outcome=failed*')
    await answer(page, [batch])
    await page.reload()
    await expect(page.getByText(words)).toBeVisible()
    await look(page, `a2-bulk-${name}`)
  }
})
