import type { Page } from '@playwright/test'
import { choose, openUser } from './support/acts.ts'
import { changeRows } from './support/change-rows.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import { wrongFor } from './support/recovery-addresses.ts'
import { giveApp } from './support/second-factors.ts'

const idOf = (url: string) => /users\/([\w-]+)/.exec(url)?.[1] ?? ''
const isOver = (page: Page) => expect(page.getByRole('dialog')).toBeHidden()
const check = async (page: Page, code: string) => {
  await page.getByLabel('Code that the caller reads out').fill(code)
  await page.getByRole('button', { name: 'Check code' }).click()
}

test('an administrator verifies a caller, sees it for an hour, and it is in the history', async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await choose(page, 'Verify a caller…')
  await expect(page.getByRole('dialog').getByText(username)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Send code' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Code that the caller reads out')).toBeFocused()
  const { code } = await mailbox.waitForMail(username)
  await check(page, wrongFor(code))
  await expect(page.getByRole('link', { name: '4 tries left.' })).toBeVisible()

  // Who closes the dialog to look something up goes on with the same code.
  await page.keyboard.press('Escape')
  await isOver(page)
  await choose(page, 'Verify a caller…')
  await check(page, code)
  await isOver(page)
  await expect(page.getByText('Caller verified. It’s Jane Doe.')).toBeVisible()
  await expect(page.getByText(/^Verified at \d\d:\d\d$/)).toBeVisible()
  await expect(page.getByText(/^Counts until \d\d:\d\d$/)).toBeVisible()

  await choose(page, 'Reset password…')
  await expect(page.getByText('Caller verified just now.')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: 'History', exact: true }).click()
  await expect(page.getByText('verified that a caller is')).toBeVisible()

  const ago = `UPDATE mailed_codes SET used_at = now() - interval '61 minutes'
    WHERE user_id = $1::uuid AND purpose = 'caller-check'`
  expect(await changeRows(server, ago, [idOf(page.url())])).toBe(1)
  await page.getByRole('link', { name: 'Overview', exact: true }).last().click()
  await page.reload()
  await expect(page.getByText('Recovery addresses')).toBeVisible()
  await expect(page.getByText(/^Verified at/)).toBeHidden()
})

test('the dialogs of acts say whether the caller is verified, and keep what was typed', async ({
  page,
  people,
  openBrowser,
  mailbox,
}) => {
  const username = people.meet('staff')
  await giveApp(await openBrowser(), username, oldPassword)
  await openUser(page, username)
  await choose(page, 'Recover without the second factor…')
  await page.getByLabel('Reason').fill('Lost phone')
  await expect(page.getByText('Caller not verified.')).toBeVisible()
  await page.getByRole('button', { name: 'Verify the caller' }).click()
  await page.getByRole('button', { name: 'Send code' }).click()
  const { code } = await mailbox.waitForMail(username, 2)
  await check(page, code)
  await expect(page.getByText('Caller verified just now.')).toBeVisible()
  await expect(page.getByLabel('Reason')).toHaveValue('Lost phone')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Reason')).toBeFocused()
  await page.getByRole('button', { name: 'Start', exact: true }).click()
  await expect(page.getByText('Recovery was started.')).toBeVisible()
})

test('five wrong codes end a check, and “This wasn’t me” does too', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await choose(page, 'Verify a caller…')
  await page.getByRole('button', { name: 'Send code' }).click()
  const first = await mailbox.waitForMail(username)
  for (const nth of [1, 2, 3, 4]) {
    await check(page, wrongFor(first.code, nth))
    await expect(
      page.getByRole('link', { name: nth === 4 ? '1 try left' : `${5 - nth} tries left` }),
    ).toBeVisible()
  }
  await check(page, wrongFor(first.code, 5))
  await expect(page.getByText('Not verified: too many wrong codes.')).toBeVisible()
  await page.getByRole('button', { name: 'Send code' }).click()
  const second = await mailbox.waitForMail(username, 2)
  expect(second.code).not.toBe(first.code)

  const theirs = await openBrowser()
  await theirs.goto(second.notMeLink)
  await theirs.getByRole('button', { name: 'Cancel the code' }).click()
  await expect(theirs.getByText('The code no longer works.')).toBeVisible()
  await check(page, second.code)
  await expect(page.getByText('Jane Doe reported that they didn’t call')).toBeVisible()
})

test('only those who may reset passwords verify callers, also from the list and the palette', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill(`verify a caller as ${username}`)
  await page.getByRole('option', { name: 'Verify a caller as Jane Doe' }).click()
  await expect(page.getByRole('heading', { name: 'Is the caller Jane Doe?' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.goto(`/users?search=${encodeURIComponent(username)}`)
  await page.getByRole('button', { name: 'Actions for Jane Doe' }).click()
  await page.getByRole('menuitem', { name: 'Verify a caller…' }).click()
  await page.getByRole('button', { name: 'Send code' }).click()
  await check(page, (await mailbox.waitForMail(username)).code)
  await expect(page.getByText('Caller verified. It’s Jane Doe.')).toBeVisible()

  await page.route('**/api/v1/sessions/current', async (route) => {
    const answer = await route.fetch()
    const session = await answer.json()
    session.user.permissions = session.user.permissions.filter(
      (permission: string) => permission !== 'users.reset-password',
    )
    await route.fulfill({ response: answer, json: session })
  })
  await page.reload()
  await page.getByRole('button', { name: 'Actions for Jane Doe' }).click()
  await expect(page.getByRole('menuitem', { name: 'Verify address…' })).toBeVisible()
  await expect(page.getByRole('menuitem', { name: 'Verify a caller…' })).toBeHidden()
})

test('an administrator removes the recovery address of a thief', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await openUser(page, username)
  await expect(page.getByText('Recovery addresses')).toBeVisible()
  const thief = `thief.${username}`
  const insert = `INSERT INTO recovery_addresses
    (id, user_id, address, created_at, confirmed_at, counts_from)
    VALUES (gen_random_uuid(), $1::uuid, $2, now(), now(), now() + interval '3 days')`
  expect(await changeRows(server, insert, [idOf(page.url()), thief])).toBe(1)
  await page.reload()
  await expect(page.getByText(/^Gets mail from \d+ \w+ \d\d:\d\d$/)).toBeVisible()
  await page.getByRole('button', { name: `Remove ${thief}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('A recovery address of Jane Doe was removed.')).toBeVisible()
  await expect(page.getByText(thief)).toBeHidden()
})
