import type { Page } from '@playwright/test'
import { choose, openUser, signInAsAdministrator } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { wrongFor } from '../support/recovery-addresses.ts'

/** A dialog, as it opens and before it closes again. */
async function lookAtDialog(page: Page, act: string, name: string): Promise<void> {
  await choose(page, act)
  await expect(page.getByRole('heading', { level: 2, name: 'Jane Doe' })).toBeVisible()
  await look(page, name)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { level: 2, name: 'Jane Doe' })).toBeHidden()
}

test('user: details, menu, dialogs and what they come to', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  await look(page, 'a3-user')
  await page.getByRole('button', { name: 'More options' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  await look(page, 'a3-user-menu')
  await page.keyboard.press('Escape')
  await lookAtDialog(page, 'End all sessions…', 'a3-end-sessions')
  await lookAtDialog(page, 'Delete…', 'a3-delete')
  await lookAtDialog(page, 'Deactivate…', 'a6-deactivate')

  await choose(page, 'Reset password…')
  await expect(page.getByRole('dialog')).toBeVisible()
  await look(page, 'a4-reset')
  await page.route('**/password-resets', (route) => route.abort())
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, 'a4-reset-away')
  await page.unroute('**/password-resets')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('Password reset: Accepted by mail server').first()).toBeVisible()
  await look(page, 'a4-reset-sent')
  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  await page.getByRole('button', { name: 'Password reset' }).click()
  await look(page, 'a5-user-mail')

  await choose(page, 'Deactivate…')
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText('Jane Doe was deactivated.')).toBeVisible()
  await look(page, 'a6-deactivated')
  await page.getByRole('button', { name: 'More options' }).click()
  await look(page, 'a3-user-menu-blocked')
  await page.keyboard.press('Escape')
  await lookAtDialog(page, 'Reactivate…', 'a6-reactivate')
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect(page.getByText(/deactivated/).last()).toBeVisible()
  await look(page, 'a7-user-history')
})

test('user: a mail that did not arrive, and one that is delayed', async ({ page, people }) => {
  const message = (changes: object) => ({
    id: '018f2a52-0000-7000-8000-000000000001',
    template: 'reset',
    to: 'ben.whitcombe@harbourdeli.example',
    reason: null,
    advice: null,
    origin: 'started',
    askedAt: '2026-11-21T13:41:02Z',
    attempts: 1,
    triedUntil: null,
    nextAttemptAt: null,
    ...changes,
  })
  const queued = { status: 'queued', at: '2026-11-21T13:41:02Z', detail: null }
  const refused = message({
    status: 'refused',
    reason: 'address-does-not-exist',
    advice: 'Correct the e-mail address, then send again.',
    events: [
      queued,
      {
        status: 'refused',
        at: '2026-11-21T13:41:06Z',
        detail:
          '550 5.1.1 <ben.whitcombe@harbourdeli.example>: Recipient address rejected: User unknown',
      },
    ],
  })
  const delayed = message({
    status: 'delayed',
    reason: 'mail-server-busy',
    attempts: 3,
    triedUntil: '2026-11-21T15:02:00Z',
    nextAttemptAt: '2026-11-21T14:07:00Z',
    events: [queued, { status: 'delayed', at: '2026-11-21T13:45:00Z', detail: '451 4.3.2 Busy' }],
  })
  for (const [name, mail] of Object.entries({ refused, delayed })) {
    await page.route('**/api/v1/users/*/messages*', (route) =>
      route.fulfill({ json: { items: [mail], nextCursor: null, prevCursor: null } }),
    )
    if (name === 'refused') await openUser(page, people.meet('contact'))
    else await page.reload()
    await expect(page.getByRole('heading', { name: 'Last mail' })).toBeVisible()
    await look(page, `a5-${name}`)
    await page.unroute('**/api/v1/users/*/messages*')
  }
})

test('user: not there, away, and while it loads', async ({ page, people }) => {
  await openUser(page, people.meet('staff'))
  const address = page.url()
  await page.route('**/api/v1/users/*', (route) => route.abort())
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Could not load this user' })).toBeVisible()
  await look(page, 'a3-user-away')
  await page.unroute('**/api/v1/users/*')
  await page.goto(address.replace(/[^/]+$/, '018f2a52-0000-4000-8000-00000000000f'))
  await expect(page.getByRole('heading', { name: 'There is no such user' })).toBeVisible()
  await look(page, 'a3-user-gone')
  await page.route('**/api/v1/users/*', () => {})
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Loading the user…' })).toBeVisible()
  await look(page, 'a3-user-loading')
})

test('user: edit and add, empty, with errors and with what follows', async ({ page, people }) => {
  await openUser(page, people.meet('contact'))
  await page.getByRole('link', { name: 'Edit', exact: true }).click()
  await page.getByRole('textbox', { name: 'Username' }).fill('')
  await page.getByLabel('E-mail').fill('nonsense')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'Enter a username' })).toBeVisible()
  await look(page, 'a3-edit-errors')
  await signInAsAdministrator(page)
  await page.goto('/users/new')
  await expect(page.getByRole('heading', { name: 'Add a user' })).toBeVisible()
  await look(page, 'a3-new')
  await page.getByRole('button', { name: /Kind/ }).click()
  await expect(page.getByRole('listbox')).toBeVisible()
  await look(page, 'a3-new-kind')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Add the user' }).click()
  await expect(page.getByRole('link', { name: 'Enter a name' })).toBeVisible()
  await look(page, 'a3-new-errors')
  await page.getByLabel('Name', { exact: true }).fill('Ada Lane')
  await page.getByLabel('E-mail address').fill('ada.lane@northwind.example')
  await look(page, 'a3-new-filled')
  await page.getByRole('button', { name: 'Send invitation' }).click()
  await expect(page.getByText('Invitation sent to')).toBeVisible()
  await expect(page.getByText(/^Ends /)).toBeVisible()
  await look(page, 'a3-invited')
  await page.route('**/api/v1/users/*', async (route) => {
    const answer = await route.fetch()
    const user = await answer.json()
    const endsAt = '2026-11-23T08:12:00.000Z'
    const invitation = { ...user.invitation, status: 'expired', endsAt }
    await route.fulfill({ response: answer, json: { ...user, invitation } })
  })
  await page.reload()
  await expect(page.getByText('Expired')).toBeVisible()
  await look(page, 'a3-invitation-expired')
})

const justNow = () => new Date().toISOString()
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()

test('user: recovery addresses, and removing one', async ({ page, people }) => {
  await page.route('**/api/v1/users/*', async (route) => {
    const answer = await route.fetch()
    const user = await answer.json()
    const createdAt = justNow()
    const addresses = [
      { email: 'jane@mail.example', confirmedAt: createdAt, usableFrom: createdAt },
      {
        email: 'jane.margaret.doe@a-rather-long-name-of-a-mailbox.example',
        confirmedAt: createdAt,
        usableFrom: inDays(3),
      },
      { email: 'j.doe@home.example', confirmedAt: null, usableFrom: null },
    ]
    const recoveryAddresses = addresses.map((each, index) => ({
      ...each,
      id: `018f2a52-0000-4000-8000-00000000000${index}`,
      createdAt,
    }))
    await route.fulfill({ response: answer, json: { ...user, recoveryAddresses } })
  })
  await openUser(page, people.meet('staff'))
  await expect(page.getByText('j.doe@home.example')).toBeVisible()
  await look(page, '21-recovery-addresses')
  await page.getByRole('button', { name: 'Remove jane@mail.example' }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, '21-remove')
})

test('user: verifying a caller', async ({ page, people, mailbox }) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await choose(page, 'Reset password…')
  await expect(page.getByText('Caller not verified.')).toBeVisible()
  await look(page, '22-reset-not-verified')
  await page.getByRole('button', { name: 'Verify the caller' }).click()
  await expect(page.getByRole('heading', { name: 'Is the caller Jane Doe?' })).toBeVisible()
  await look(page, '22-start')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByLabel('Code that the caller reads out')).toBeVisible()
  await look(page, '22-code')
  const { code } = await mailbox.waitForMail(username)
  await page.getByLabel('Code that the caller reads out').fill(wrongFor(code))
  await page.getByRole('button', { name: 'Check code' }).click()
  await expect(page.getByRole('link', { name: '4 tries left.' })).toBeVisible()
  await look(page, '22-code-wrong')
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText(/^Sent again at/)).toBeVisible()
  await page.getByLabel('Code that the caller reads out').fill(code)
  await page.getByRole('button', { name: 'Check code' }).click()
  await expect(page.getByText('Caller verified just now.')).toBeVisible()
  await look(page, '22-reset-verified')
  await page.keyboard.press('Escape')
  await expect(page.getByText(/^Verified at/)).toBeVisible()
  await look(page, '22-verified')

  await page.route('**/api/v1/caller-checks/*', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      json: { type: '/docs/errors#conflict', title: 'Conflict', status: 409, code: 'conflict' },
    }),
  )
  await choose(page, 'Verify a caller…')
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.getByLabel('Code that the caller reads out').fill('123456')
  await page.getByRole('button', { name: 'Check code' }).click()
  await expect(page.getByText('That code doesn’t work any more.')).toBeVisible()
  await look(page, '22-ended')
})
