import { fillReset, openConsole, save, submitSignIn } from './support/acts.ts'
import { openAppClient } from './support/app-client.ts'
import { expect, test } from './support/journey.ts'
import { newPassword, oldPassword } from './support/people.ts'

test('a device user, helped by an administrator, saves on a phone and signs in to the app', async ({
  page,
  openBrowser,
  people,
  mailbox,
  server,
}) => {
  const username = people.meet('device')
  await openConsole(page)
  await page.getByRole('searchbox', { name: 'Search users' }).fill(username)
  await page
    .getByRole('row')
    .filter({ hasText: username })
    .getByRole('rowheader')
    .getByRole('link')
    .first()
    .click()
  await page.getByRole('button', { name: 'More options' }).click()
  await page.getByRole('menuitem', { name: 'Reset password…' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()

  const { link, code } = await mailbox.waitForMail(username)
  const phone = await openBrowser({ viewport: { width: 360, height: 740 }, hasTouch: true })
  await phone.goto(link)
  await fillReset(phone, code)
  await save(phone)
  await expect(phone.getByText(/to your app/)).toBeVisible()

  const app = openAppClient(server.url)
  expect((await app.signIn(username, oldPassword)).status).toBe(401)
  const { status, accessToken } = await app.signIn(username, newPassword)
  expect(status).toBe(201)
  expect(await app.readSubject(accessToken)).toEqual({
    sub: page.url().split('/').at(-1),
    kind: 'device',
  })
  const [head, claims, signature] = accessToken.split('.')
  const forged = [head, claims, signature?.split('').reverse().join('')].join('.')
  await expect(app.readSubject(forged)).rejects.toThrow()
})

test('a device user who signs in with a browser is told to use the app', async ({
  page,
  people,
}) => {
  const username = people.meet('device')
  await page.goto('/sign-in')
  await submitSignIn(page, username, oldPassword)
  await expect(page.getByText('Sign in to this account from its app.')).toBeVisible()
})
