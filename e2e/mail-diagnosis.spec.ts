import type { Page } from '@playwright/test'
import { choose, openUser, signInAsAdministrator } from './support/acts.ts'
import { expect } from './support/journey.ts'
import { test } from './support/smtp-journey.ts'

test('why a user would not get a mail: what to do first comes first, and the reset dialog warns', async ({
  page,
  people,
  sink,
}) => {
  const username = people.meet('staff')
  sink.script({ do: 'answer', at: 'rcpt', code: 550, words: '5.1.1 User unknown' })
  await signInAsAdministrator(page)
  await page.request.post('/api/v1/password-resets', { data: { username } })
  await expect.poll(() => lastStatus(page, username)).toBe('refused')
  await openUser(page, username)
  await expect(page.getByText('Address does not exist').first()).toBeVisible()

  await page.getByRole('link', { name: 'Mail', exact: true }).click()
  const button = page.getByRole('button', { name: 'Why doesn’t this user get mail?' })
  await button.press('Enter')
  const findings = page.getByRole('region', { name: 'Why Jane Doe may not get mail' })
  const last = findings.getByRole('listitem').filter({ hasText: 'was refused by the mail server' })
  await expect(last).toContainText('Problem')
  await expect(last).toContainText('Correct the e-mail address, then send again.')
  await expect(findings.getByRole('listitem').last()).toContainText('OK')
  await expect(findings.getByRole('listitem').first()).not.toContainText('OK')

  await page.route('**/mail-diagnosis', (route) => route.abort())
  await findings.getByRole('button', { name: 'Check again' }).click()
  await expect(findings.getByText('We could not reach the server.')).toBeVisible()
  await page.unroute('**/mail-diagnosis')
  await findings.getByRole('button', { name: 'Try again' }).click()
  await expect(last).toBeVisible()

  await choose(page, 'Reset password…')
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('The last mail to this address did not arrive')
  await expect(dialog).toContainText('Address does not exist')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByText('A password reset is on its way')).toBeVisible()
  await sink.waitForMail(username)
})

async function lastStatus(page: Page, search: string): Promise<string | undefined> {
  const answer = await page.request.get('/api/v1/messages', { params: { search } })
  const { items } = (await answer.json()) as { items: { status: string }[] }
  return items[0]?.status
}
