import { completeReset } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const deadHeading = { name: 'This link doesn’t work any more' }

test('used, cut off, made up or without a token: one page, which says the same', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { link, code } = await mailbox.receiveReset(username)
  await completeReset(page, { link, code })

  const madeUp = '/reset#AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA'
  for (const dead of [link, link.slice(0, -9), madeUp, '/reset#%E0%A4', '/reset', '/not-me']) {
    await page.goto('/accessibility')
    await page.goto(dead)
    await expect(page.getByRole('heading', deadHeading)).toBeVisible()
    await expect(page.getByText('It may be used, too old, or cut off.')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Send a new e-mail' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible()
  }
})

test('a link that is pasted into the open page of a dead one works', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { link } = await mailbox.receiveReset(username)
  await page.goto('/reset#cut-off')
  await expect(page.getByRole('heading', deadHeading)).toBeVisible()
  await page.goto(link)
  await expect(page.getByText(`For ${username}`)).toBeVisible()
})

test('a link that ends while its page is open tells so at Save', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const mail = await mailbox.receiveReset(username)
  await page.goto(mail.link)
  await completeReset(await openBrowser(), mail)

  await page.getByLabel('6-digit code').fill(mail.code)
  for (const label of ['New password', 'Confirm new password']) {
    await page.getByLabel(label, { exact: true }).fill('another otter climbs ten maps')
  }
  await page.getByRole('button', { name: 'Save new password' }).click()
  await expect(page.getByRole('heading', deadHeading)).toBeVisible()
})
