import { askForReset, fillNewPassword, fillReset, save } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'

test('check your e-mail, while it waits, ready, asked again and away', async ({ page }) => {
  await page.clock.install()
  await askForReset(page, 'jane.doe@northwind.example')
  await look(page, '3-check-e-mail')
  await page.clock.fastForward('01:00')
  await look(page, '3-check-e-mail-ready')
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('Sent again at')).toBeVisible()
  await look(page, '3-check-e-mail-again')
  await page.clock.fastForward('01:00')
  await page.route('**/api/v1/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '3-check-e-mail-away')
})

test('set a new password, empty, at every strength, and asked again', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await expect(page.getByLabel('6-digit code')).toBeVisible()
  await look(page, '4-set-password')
  const strengths = [
    ['Too weak', 'password1'],
    ['Poor', 'blueberry7'],
    ['Acceptable', 'moss kettle'],
    ['Strong', 'old brass kettle'],
    ['Excellent', 'velvet otter climbs nine maps'],
  ] as const
  for (const [label, password] of strengths) {
    await fillReset(page, mail.code, password)
    await page.getByLabel('New password', { exact: true }).focus()
    await expect(page.getByText(`Strength: ${label}`, { exact: true }).first()).toBeAttached()
    await look(page, `4-set-password-${label.replace(' ', '-').toLowerCase()}`)
  }
  await page.getByRole('button', { name: 'Send the e-mail again' }).click()
  await expect(page.getByText('Sent again at')).toBeVisible()
  await page.getByRole('button', { name: 'Show new password' }).click()
  await look(page, '4-set-password-again')
})

test('set a new password, with everything wrong, refused, and away', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await save(page)
  await expect(page.getByRole('link', { name: 'Enter the 6-digit code' })).toBeVisible()
  await look(page, '4-set-password-empty')
  await fillReset(page, '12', 'password1')
  await page.getByLabel('Confirm new password', { exact: true }).fill('password2')
  await save(page)
  await expect(page.getByRole('link', { name: 'Passwords do not match' })).toBeVisible()
  await look(page, '4-set-password-error')
  await fillReset(page, mail.code)
  await page.route('**/api/v1/**', (route) => route.abort())
  await save(page)
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '4-set-password-away')
})

test('too many wrong codes, and a link that does not work', async ({ page, meetWithReset }) => {
  const { mail } = await meetWithReset('staff')
  const token = new URL(mail.link).hash.slice(1)
  await page.goto(mail.link)
  const wrong = ['000000', '111111', '222222', '333333', '444444', '555555']
    .filter((code) => code !== mail.code)
    .slice(0, 5)
  for (const code of wrong.slice(1)) {
    await page.request.post('/api/v1/password-resets/verify-code', { data: { token, code } })
  }
  await fillReset(page, wrong[0] ?? '')
  await save(page)
  await expect(page.getByRole('heading', { name: 'Too many wrong codes' })).toBeVisible()
  await look(page, '5-too-many-wrong-codes')
  await page.reload()
  await expect(page.getByRole('heading', { name: /doesn’t work any more/ })).toBeVisible()
  await look(page, '5-dead-link')
})

test('a device user after saving', async ({ page, meetWithReset }) => {
  const { mail } = await meetWithReset('device')
  await page.goto(mail.link)
  await page.getByLabel('6-digit code').fill(mail.code)
  await fillNewPassword(page, 'velvet otter climbs nine maps')
  await save(page)
  await expect(page.getByText('Sign in to your app with the new password.')).toBeVisible()
  await look(page, '4-saved-for-app')
})

test('this wasn’t me: the question and each answer', async ({ page, people, mailbox }) => {
  const username = people.meet('staff')
  const { notMeLink } = await mailbox.receiveReset(username)
  await page.goto(notMeLink)
  await expect(page.getByRole('button', { name: 'Cancel this reset' })).toBeVisible()
  await look(page, '5-not-me')
  for (const outcome of ['stopped', 'blocked', 'recorded']) {
    await page.route('**/disown', (route) => route.fulfill({ json: { outcome } }))
    await page.goto('/accessibility')
    await page.goto(notMeLink)
    await page.getByRole('button', { name: 'Cancel this reset' }).click()
    await expect(page.getByRole('heading', { name: 'Thank you for telling us' })).toBeVisible()
    await look(page, `5-not-me-${outcome}`)
    await page.unroute('**/disown')
  }
})
