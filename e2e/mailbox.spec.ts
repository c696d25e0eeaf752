import { askForReset } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

test('a developer reads a mail in all its forms, copies the code and opens the link', async ({
  page,
  context,
  people,
  mailbox,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const username = people.meet('staff')
  await askForReset(page, username)
  const mail = await mailbox.waitForMail(username)
  await page.getByRole('link', { name: 'Open the development mailbox' }).click()
  await expect(page.getByRole('heading', { name: mail.subject })).toBeVisible()
  await expect(page.getByText('No mail leaves this machine')).toBeVisible()

  const shown = page.frameLocator('iframe').getByRole('heading', { name: 'Set a new password' })
  await expect(shown).toBeVisible()
  await page.getByRole('tab', { name: 'Plain text' }).click()
  await expect(page.getByRole('tabpanel')).toContainText(mail.link)
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('tab', { name: 'Headers' })).toBeFocused()
  await expect(page.getByRole('tabpanel')).toContainText('Auto-Submitted: auto-generated')

  await page.getByRole('button', { name: 'Copy the code' }).click()
  await expect(page.getByText('Copied')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(mail.code)
  const opened = context.waitForEvent('page')
  await page.getByRole('link', { name: 'Open the link' }).click()
  await expect((await opened).getByText(`For ${username}`)).toBeVisible()
})

test('a mail that arrives while the mailbox is open appears automatically', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await page.goto(`/dev/mailbox?to=${username}`)
  await expect(page.getByText(`No mail to “${username}”`)).toBeVisible()
  await askForReset(await openBrowser(), username)
  await expect(page.getByRole('list', { name: 'Mails, newest first' })).toContainText(username)
})

test('nothing runs in a shown mail, and nobody else may frame it', async ({
  request,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await request.post('/api/v1/password-resets', { data: { username } })
  const { id } = await mailbox.waitForMail(username)
  const answer = await request.get(`/dev/mailbox/messages/${id}/html`)
  expect(answer.headers()['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
})

test('mails and the mailbox page are not available through a proxy', async ({ request }) => {
  for (const path of ['/dev/mailbox', '/dev/mailbox/messages']) {
    const answer = await request.get(path, { headers: { 'x-forwarded-for': '203.0.113.9' } })
    expect(answer.status()).toBe(404)
  }
})
