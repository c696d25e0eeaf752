import type { Page, Route } from '@playwright/test'
import { choose, openConsole, openUser, signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { showList } from '../support/show-list.ts'

const at = (time: string) => `2026-11-21T${time}Z`

const mail = (number: number, changes: object) => ({
  id: `018f2a52-0000-7000-8000-00000000000${number}`,
  template: 'reset',
  status: 'delivered',
  reason: null,
  advice: null,
  origin: 'started',
  askedAt: at('13:02:07'),
  attempts: 1,
  triedUntil: null,
  nextAttemptAt: null,
  events: [],
  user: { id: '018f2a52-0000-7000-8000-0000000000a1', displayName: 'Jane Doe' },
  ...changes,
})

const mails = [
  mail(1, {
    to: 'jane.doe@northwind.example',
    events: [
      { status: 'queued', at: at('13:02:07'), detail: null },
      { status: 'accepted', at: at('13:02:08'), detail: '250 2.0.0 Ok: queued as 4Fq1Zx2Tz9' },
      { status: 'delivered', at: at('13:02:09'), detail: null },
    ],
  }),
  mail(2, {
    template: 'temporary-password',
    to: 'ben.whitcombe@harbourdeli.example',
    status: 'bounced',
    reason: 'address-does-not-exist',
    advice: 'Correct the e-mail address, then send again.',
    user: { id: '018f2a52-0000-7000-8000-0000000000a2', displayName: 'Ben Whitcombe' },
    events: [
      { status: 'queued', at: at('12:41:02'), detail: null },
      { status: 'accepted', at: at('12:41:03'), detail: null },
      {
        status: 'bounced',
        at: at('12:41:06'),
        detail:
          '550 5.1.1 <ben.whitcombe@harbourdeli.example>: Recipient address rejected: User unknown',
      },
    ],
  }),
  mail(3, {
    to: 'y.tanaka@northwind.example',
    status: 'delayed',
    reason: 'mail-server-busy',
    attempts: 3,
    triedUntil: at('15:02:00'),
    nextAttemptAt: at('14:07:00'),
    events: [{ status: 'delayed', at: at('12:20:00'), detail: '451 4.3.2 Busy' }],
  }),
  mail(4, {
    to: 'smiht@northwind.example',
    status: 'not-sent',
    reason: 'no-such-user',
    advice: 'Check the spelling of the username, or add the user.',
    attempts: 0,
    user: null,
    events: [{ status: 'not-sent', at: at('12:20:00'), detail: null }],
  }),
]

const answer = (route: Route, body: object) => route.fulfill({ json: body })
const list = /\/api\/v1\/messages(\?.*)?$/

async function openMessages(page: Page, items: object[]): Promise<void> {
  await showList(page, list, items)
  await page.goto('/messages')
  await expect(page.getByRole('heading', { name: 'Messages', level: 1 })).toBeVisible()
}

test('messages: open rows, sending again, none, and away', async ({ page }) => {
  await openConsole(page)
  await openMessages(page, mails)
  for (const name of ['Temporary password', 'Password reset']) {
    const toggle = page.getByRole('button', { name }).first()
    await toggle.click()
    await expect(toggle).toHaveAttribute('aria-expanded', 'true')
    await look(page, `a5-messages-${name === 'Password reset' ? 'arrived' : 'returned'}`)
  }
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, 'a5-messages-send-again')
  await page.keyboard.press('Escape')
  await page.unroute(list)
  await openMessages(page, [])
  await expect(page.getByText('No messages yet')).toBeVisible()
  await look(page, 'a5-messages-none')
  await page.unroute(list)
  await page.route(list, (route) => route.abort())
  await page.goto('/messages?search=ben')
  await expect(page.getByText('Could not load messages.')).toBeVisible()
  await look(page, 'a5-messages-away')
})

const checks = [
  ['address', 'problem', 'The last mail, of 21 November 13:41, came back.', mails[1]?.advice],
  ['address-typo', 'warning', 'gmial.com may be a typing mistake for gmail.com.', 'Ask the user.'],
  ['address-domain', 'unknown', 'DNS didn’t say whether gmial.com accepts mail.', null],
  ['active', 'ok', 'The user is active.', null],
].map(([id, outcome, title, advice]) => ({ id, outcome, title, advice }))

test('user: diagnosis in each of its states, verify address, warning before a reset', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await choose(page, 'Verify address…')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, 'a3-verify-address')
  await page.keyboard.press('Escape')

  const refused = { ...mails[1], to: username, template: 'reset' }
  await showList(page, /\/users\/[^/]+\/messages/, [refused])
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  let open = () => {}
  const held = new Promise<void>((resolve) => {
    open = resolve
  })
  await page.route('**/mail-diagnosis', async (route) => {
    await held
    await answer(route, { checks })
  })
  await page.getByRole('button', { name: /^Why doesn’t/ }).click()
  await expect(page.getByText('This may take a few seconds.')).toBeVisible()
  await look(page, 'a5-diagnosis-asking')
  open()
  await expect(page.getByText('2 things to check.')).toBeVisible()
  await look(page, 'a5-diagnosis')
  await page.unroute('**/mail-diagnosis')
  await page.route('**/mail-diagnosis', (route) => route.abort())
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, 'a5-diagnosis-away')

  await choose(page, 'Reset password…')
  await expect(page.getByText('The last mail to this address did not arrive')).toBeVisible()
  await look(page, 'a4-reset-warns')
})

const counts = { accepted: 180, delivered: 1_024, delayed: 12, bounced: 3, refused: 1, failed: 0 }
const health = {
  transport: 'smtp',
  state: 'down',
  since: at('13:02:00'),
  lastAcceptedAt: at('13:01:12'),
  queue: { count: 12, oldestAt: at('13:02:00') },
  lastErrors: [
    {
      at: at('13:20:05'),
      reason: 'mail-server-unreachable',
      advice: "Ask your operator to check the mail server's address and the network.",
      detail: 'connect ECONNREFUSED 127.0.0.1:587',
      count: 31,
    },
    {
      at: at('09:11:40'),
      reason: 'mailbox-full',
      advice: 'Ask the user to free up space in the mailbox, then send again.',
      detail: '552 5.2.2 Mailbox full',
      count: 1,
    },
  ],
  lastHour: { ...counts, delivered: 61, accepted: 4 },
  lastDay: counts,
  eventsConfigured: { sendgrid: false, bounces: true },
  lastEventAt: at('12:58:30'),
}

test('mail health: in an outage with its banner, in order, and a test to oneself', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.route('**/api/v1/mail-health', (route) => answer(route, health))
  await page.goto('/mail-health')
  await expect(page.getByText(/12 mails have been waiting since/)).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Mail health' })).toBeVisible()
  await look(page, 'a8-mail-health-outage')
  await page.unroute('**/api/v1/mail-health')
  await page.goto('/mail-health')
  await page.getByRole('button', { name: 'Send a test to me' }).click()
  await expect(page.getByRole('status').getByText('Accepted by mail server')).toBeVisible()
  await look(page, 'a8-mail-health-test')
})

test('confirm address: to be pressed, done, and a link that is dead', async ({ page }) => {
  await page.goto(`/confirm-address#${'A'.repeat(22)}.${'A'.repeat(22)}`)
  await expect(page.getByRole('heading', { name: /^Confirm your e/ })).toBeVisible()
  await look(page, '5-confirm-address')
  await page.route('**/address-checks/confirm', (route) => answer(route, { outcome: 'confirmed' }))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('Your e-mail address is confirmed.')).toBeVisible()
  await look(page, '5-confirm-address-done')
  await page.goto('/confirm-address')
  await expect(page.getByRole('heading', { name: /doesn’t work any more/ })).toBeVisible()
  await look(page, '5-confirm-address-dead')
})
