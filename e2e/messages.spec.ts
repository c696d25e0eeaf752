import type { Page } from '@playwright/test'
import { openConsole, signInAsAdministrator } from './support/acts.ts'
import { expect } from './support/journey.ts'
import { addressOf } from './support/people.ts'
import { test } from './support/smtp-journey.ts'

const ask = (page: Page, username: string) =>
  page.request.post('/api/v1/password-resets', { data: { username } })

const search = (page: Page) => page.getByLabel('Search messages')

test('a refused mail is found by its address, its reason is read, the address corrected, and it arrives', async ({
  page,
  people,
  sink,
}) => {
  const username = people.meet('buyer')
  const address = addressOf(username)
  sink.script({ do: 'answer', at: 'rcpt', code: 550, words: '5.1.1 No mailbox of this name here' })
  await ask(page, username)

  await openConsole(page)
  await page.getByRole('link', { name: 'Messages' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Messages' })).toBeFocused()
  await search(page).fill(address.toUpperCase())
  const row = page.getByRole('row', { name: address })
  await expect(row).toContainText('Address does not exist')
  await expect(page).toHaveURL(/\/messages\?search=ORDERS/)
  await row.getByRole('button', { name: 'Temporary password' }).click()
  await expect(page.getByText('550 5.1.1 No mailbox of this name here')).toBeVisible()
  await expect(page.getByText('Correct the e-mail address, then send again.')).toBeVisible()

  const right = `right.${address}`
  await page.getByRole('link', { name: 'Correct the address' }).click()
  await expect(page.getByLabel('E-mail (optional)')).toBeFocused()
  await page.getByLabel('E-mail (optional)').fill(right)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Changes saved.')).toBeVisible()

  await page.goto(`/messages?status=refused&search=${address}`)
  await page.getByRole('button', { name: 'Temporary password' }).click()
  await page.getByRole('button', { name: 'Send again' }).click()
  const dialog = page.getByRole('dialog', { name: 'Send “Temporary password” again?' })
  await expect(dialog).toContainText(`It goes to ${right}.`)
  await dialog.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText(`Sent again to ${right}.`)).toBeVisible()
  await sink.waitForMail(right)
  await expect(page.getByRole('status').getByText('Accepted by mail server')).toBeVisible()
})

test('a mail that a policy refused is sent again from its row, by keyboard only', async ({
  page,
  people,
  sink,
}) => {
  const username = people.meet('staff')
  sink.script({ do: 'answer', code: 554, words: '5.7.1 Refused by our policy' })
  await ask(page, username)
  await signInAsAdministrator(page)
  await page.goto('/messages')
  await search(page).focus()
  await page.keyboard.type(username)
  await page.keyboard.press('Enter')
  const toggle = page.getByRole('row', { name: username }).getByRole('button')
  await expect(page.getByRole('row', { name: username })).toContainText('Refused by the recipient')
  // The search has left out the mails of everybody else.
  await expect(page.getByRole('link', { name: 'Jane Doe' })).toHaveCount(1)
  await search(page).press('ArrowDown')
  await expect(toggle).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(toggle).toHaveAttribute('aria-expanded', 'true')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Jane Doe' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Send again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('dialog').getByRole('button', { name: 'Send again' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText(`Sent again to ${username}.`)).toBeVisible()
  await sink.waitForMail(username)
})

test('a mail for an unknown name says that nobody has this name', async ({ page }) => {
  const username = 'nobody.at.all@northwind.example'
  await ask(page, username)
  await signInAsAdministrator(page)
  await page.goto(`/messages?search=${username}`)
  const row = page.getByRole('row', { name: username })
  await expect(row).toContainText('No user has this username')
  await row.getByRole('button').click()
  await expect(page.getByText('Check the spelling of the username, or add the user.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send again' })).toBeHidden()
})

test('the server says in a sentence why a mail can’t be sent again', async ({
  page,
  people,
  sink,
}) => {
  const username = people.meet('staff')
  await ask(page, username)
  await sink.waitForMail(username)
  await signInAsAdministrator(page)
  await page.goto(`/messages?search=${username}`)
  await page.getByRole('row', { name: username }).getByRole('button').click()
  await page.route('**/resend', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        code: 'conflict',
        detail: 'This mail can’t be sent again. See the audit log.',
      }),
    }),
  )
  await page.getByRole('button', { name: 'Send again' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
    'This mail can’t be sent again',
  )
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Send again' })).toBeFocused()
})

test('status and kind are in the address, and an empty answer says how to go on', async ({
  page,
}) => {
  await signInAsAdministrator(page)
  await page.goto('/messages?status=bounced&template=address-check')
  await expect(page.getByText('No messages match these filters.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear filters' }).click()
  await expect(page).toHaveURL('/messages')
  await page.getByRole('button', { name: /Status/ }).click()
  await page.getByRole('option', { name: 'Delayed' }).click()
  await expect(page).toHaveURL('/messages?status=delayed')
  await page.goBack()
  await expect(page).toHaveURL('/messages')
  await page.getByLabel('Until').fill('2026-01-31')
  await expect(page).toHaveURL('/messages?to=2026-01-31')
  await expect(page.getByText('No messages match these filters.')).toBeVisible()
})

test('a new mail appears in the open list by itself', async ({ page, people }) => {
  await openConsole(page)
  const username = people.meet('staff')
  await page.goto(`/messages?search=${username}`)
  await expect(page.getByText(`No messages match “${username}”.`).last()).toBeVisible()
  await ask(page, username)
  await expect(page.getByRole('row', { name: username })).toBeVisible()
})
