import type { Page } from '@playwright/test'
import { openMails } from './shop/mails.ts'
import { askForReset, fillNewPassword, fillReset, save, submitSignIn } from './support/acts.ts'
import { signInAdministrator } from './support/administrator.ts'
import { expect } from './support/journey.ts'
import { look } from './support/look.ts'
import { neighbours, newPassword, oldPassword } from './support/people.ts'
import { test } from './support/shop.ts'

test.use({ settings: { WEBHOOK_NETWORKS: '127.0.0.0/8' } })

const [rosa, rosaName] = neighbours.rosa
const [ben, benName] = neighbours.ben

const isSignedIn = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Contacts', exact: true })).toBeVisible()
const isSignedOut = (page: Page) =>
  expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

/** On the shop's own page, where labels are the same as on Rekey's. */
async function signInAt(page: Page, url: string, username: string) {
  await page.goto(url)
  await submitSignIn(page, username, oldPassword)
}

test('a device user starts a contact’s reset in the shop, follows its mail, and is signed out when the own password changes', async ({
  page,
  context,
  openBrowser,
  people,
  mailbox,
  shop,
}) => {
  const username = people.meet('device')
  await signInAt(page, shop.url, username)
  await isSignedIn(page)
  const waiting = await context.newPage()
  await waiting.goto(shop.url)

  await page.getByRole('searchbox', { name: 'Search contacts' }).fill('rosa')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(page.getByText('r…@baltic.example')).toBeVisible()
  await page.getByRole('button', { name: `Reset password of ${rosaName}` }).click()
  // The second tab was open before the reset, and isn't reloaded.
  for (const tab of [page, waiting]) {
    const mail = tab.getByRole('listitem').filter({ hasText: `${rosaName} Accepted` })
    await expect(mail).toHaveText(`${rosaName} Accepted by the mail server`)
  }

  await look(page, 'shop-contacts')

  const { temporaryPassword } = await mailbox.waitForMail(rosa)
  const atRosas = await openBrowser()
  await atRosas.goto('/sign-in')
  await submitSignIn(atRosas, rosa, temporaryPassword)
  await fillNewPassword(atRosas, 'orchard9')
  await save(atRosas)
  await expect(atRosas.getByText('Your password was changed.')).toBeVisible()
  await page.reload()
  await isSignedIn(page)

  const phone = await openBrowser()
  await askForReset(phone, username)
  const { link, code } = await mailbox.waitForMail(username)
  await phone.goto(link)
  await fillReset(phone, code)
  await save(phone)
  await expect(phone.getByText(/to your app/)).toBeVisible()
  const changedAt = Date.now()
  await isSignedOut(page)
  await isSignedOut(waiting)

  await submitSignIn(page, username, oldPassword)
  await expect(page.getByRole('alert')).toContainText('don’t match')
  await look(page, 'shop-sign-in')
  // Tokens tell whole seconds: a sign-in within the second of the change would be ended too.
  await expect.poll(() => Date.now() - changedAt).toBeGreaterThan(1_000)
  await submitSignIn(page, username, newPassword)
  await isSignedIn(page)
})

test('a double click in the shop starts one reset', async ({ page, people, server, shop }) => {
  await signInAt(page, shop.url, people.meet('device'))
  await page.goto(`${shop.url}/?search=ben`)
  const button = page.getByRole('button', { name: `Reset password of ${benName}` })
  // Some browsers drop the second click of a double click, so this sends the form twice itself.
  const answers = await button.evaluate((element: HTMLButtonElement) => {
    const { form } = element
    if (!form) throw new Error('The button belongs to no form.')
    const body = new URLSearchParams(new FormData(form) as never)
    const send = async () => {
      const answer = await fetch(form.action, { method: 'POST', body })
      return { status: answer.status, page: await answer.text() }
    }
    return Promise.all([send(), send()])
  })
  for (const answer of answers) {
    expect(answer.status).toBe(200)
    expect(answer.page).not.toContain('role="alert"')
  }
  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: `${benName} Accepted` })).toHaveCount(1)

  const call = await signInAdministrator(server)
  const { items } = await call('GET', `/messages?${new URLSearchParams({ search: ben })}`)
  expect(items).toHaveLength(1)
})

test('the shop signs a user out when an administrator deactivates the user', async ({
  page,
  people,
  server,
  shop,
}) => {
  const username = people.meet('device')
  await signInAt(page, shop.url, username)
  await isSignedIn(page)
  const call = await signInAdministrator(server)
  const { items } = await call('GET', `/users?${new URLSearchParams({ search: username })}`)
  await call('POST', `/users/${items[0].id}/deactivate`)
  await isSignedOut(page)
})

test('a user who signs out of the shop is signed out of Rekey too', async ({
  page,
  people,
  server,
  shop,
}) => {
  const username = people.meet('device')
  await signInAt(page, shop.url, username)
  const call = await signInAdministrator(server)
  const { items } = await call('GET', `/users?${new URLSearchParams({ search: username })}`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await isSignedOut(page)
  expect(await call('POST', `/users/${items[0].id}/end-sessions`)).toEqual({ sessionsEnded: 0 })
})

test('the shop refuses users of another kind, forms of other sites and forged events, and keeps its API key to itself', async ({
  page,
  people,
  shop,
}) => {
  await signInAt(page, shop.url, people.meet('staff'))
  await expect(page.getByRole('alert')).toContainText('Only device users')
  await signInAt(page, shop.url, people.meet('device'))
  await isSignedIn(page)
  expect(await page.content()).not.toContain(shop.apiKey)

  for (const origin of ['https://elsewhere.example', 'null']) {
    const form = { contact: crypto.randomUUID(), attempt: crypto.randomUUID() }
    const forged = await page.request.post(`${shop.url}/resets`, { form, headers: { origin } })
    expect(forged.status()).toBe(403)
  }
  const event = { type: 'password.changed', data: {} }
  const hook = await page.request.post(`${shop.url}/hooks/rekey`, { data: event })
  expect(hook.status()).toBe(400)
})

test('the shop keeps the status of its own mails, however many others Rekey sends', () => {
  const mails = openMails()
  mails.record('early', 'delivered', '2026-11-29T08:00:01Z')
  for (const id of ['early', 'own']) mails.add('lena', { id, contact: id, status: 'queued' })
  mails.record('own', 'accepted', '2026-11-29T08:00:02Z')
  for (let i = 0; i < 20_000; i += 1) mails.record(`other-${i}`, 'accepted', '2026-11-29T08:00:03Z')
  mails.record('own', 'queued', '2026-11-29T08:00:00Z')
  expect(mails.listOf('lena').map(({ id, status }) => [id, status])).toEqual([
    ['own', 'accepted'],
    ['early', 'delivered'],
  ])
})
