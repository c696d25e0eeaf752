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
    await expect(page.getByText('It has expired, has already been used, or')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Request a new link' })).toBeVisible()
    await expect(page.getByLabel('Link from the e-mail')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Sign in', exact: true })).toBeVisible()
  }
})

test('a valid link works when it is pasted into the open page of a dead link', async ({
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

test('Save reports a link that was used elsewhere while its page was open', async ({
  page,
  openBrowser,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await completeReset(await openBrowser(), mail)

  await page.getByLabel('6-digit code').fill(mail.code)
  for (const label of ['New password', 'Confirm new password']) {
    await page.getByLabel(label, { exact: true }).fill('another otter climbs ten maps')
  }
  await page.getByRole('button', { name: 'Save new password' }).click()
  await expect(page.getByRole('heading', deadHeading)).toBeVisible()
})

test('a link that mail programs have changed on its way opens, and leaves no token in the address', async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { link } = await mailbox.receiveReset(username)
  const token = link.slice(link.indexOf('#') + 1)
  const changed = [
    `/reset%23${token}`,
    `//reset%2523${token}?utm_source=m`,
    `/reset?token=${token}`,
    `/reset#${token}?utm_source=m`,
    `/RESET##${token}.`,
  ]
  await page.goto('/accessibility')
  for (const address of changed) {
    await page.evaluate(() => sessionStorage.clear())
    await page.goto('about:blank')
    await page.goto(`${server.url}${address}`)
    await expect(page.getByText(`For ${username}`)).toBeVisible()
    expect(page.url()).not.toContain(token)
  }
})

test('a link that came without its token is pasted, wrapped and broken as it may be', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const { link, notMeLink } = await mailbox.receiveReset(username)
  const paste = async (text: string) => {
    await page.getByLabel('Link from the e-mail').fill(text)
    await page.getByRole('button', { name: 'Open link' }).click()
  }
  for (const address of ['/reset', '/reset%23', '/not-me']) {
    await page.goto('/accessibility')
    await page.evaluate(() => sessionStorage.clear())
    await page.goto(address)
    await paste(link.slice(0, -5))
    await expect(page.getByText('This isn’t the whole link.').first()).toBeVisible()
    const wrapped = encodeURIComponent(link)
    await paste(`https://eur01.safelinks.protection.outlook.com/?url=${wrapped}&data=05%7C02`)
    await expect(page.getByText(`For ${username}`)).toBeVisible()
  }
  await page.goto('/accessibility')
  await page.evaluate(() => sessionStorage.clear())
  await page.goto('/reset')
  await paste(`${notMeLink.slice(0, -12)} ${notMeLink.slice(-12)}`)
  await expect(page.getByRole('button', { name: 'Cancel this reset' })).toBeVisible()
})

test('a new link is requested with one press if the tab knows the username', async ({
  page,
  openBrowser,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await expect(page.getByText(`For ${username}`)).toBeVisible()
  await completeReset(await openBrowser(), mail)
  await page.reload()
  await expect(page.getByRole('heading', deadHeading)).toBeVisible()
  await page.getByRole('button', { name: 'Request a new link' }).click()
  await expect(page).toHaveURL(/\/reset\/sent$/)
  await expect(page.getByText(username).first()).toBeVisible()
})

test('a new link is requested by username if the tab doesn’t know it', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await page.goto('/reset#cut-off')
  await page.getByRole('button', { name: 'Request a new link' }).click()
  await expect(page.getByRole('link', { name: 'Enter your username' })).toBeVisible()
  await page.getByLabel('Username').fill(`\u200b${username} `)
  await page.getByRole('button', { name: 'Request a new link' }).click()
  await expect(page).toHaveURL(/\/reset\/sent$/)
  expect((await mailbox.waitForMail(username)).link).not.toBe('')
})
