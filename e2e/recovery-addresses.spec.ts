import { signIn } from './support/acts.ts'
import { changeRows } from './support/change-rows.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import {
  addRecoveryAddress,
  endHold,
  openRecoveryAddresses,
  wrongFor,
} from './support/recovery-addresses.ts'

test('a new address is confirmed on another device, waits, and then gets a reset’s mail too', async ({
  page,
  openBrowser,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const second = `second.${username}`
  await signIn(page, username, oldPassword)
  await openRecoveryAddresses(page)
  await expect(page.getByText('You have no recovery address yet.')).toBeVisible()
  await addRecoveryAddress(page, second)
  await expect(page.getByText(second)).toBeVisible()
  await expect(page.getByLabel('6-digit code')).toBeFocused()
  await page.getByRole('link', { name: 'Enter it later' }).click()
  await expect(page.getByText('Not confirmed yet')).toBeVisible()

  const { code } = await mailbox.waitForMail(second)
  const phone = await openBrowser({ viewport: { width: 390, height: 844 } })
  await signIn(phone, username, oldPassword)
  await expect(phone.getByText('1 address. 1 waits for its code.')).toBeVisible()
  await openRecoveryAddresses(phone)
  await phone.getByRole('link', { name: `Enter the code for ${second}` }).click()
  await phone.getByLabel('6-digit code').fill(wrongFor(code))
  await phone.getByRole('button', { name: 'Confirm address' }).click()
  await expect(phone.getByRole('link', { name: 'You have 4 tries left.' })).toBeVisible()
  await phone.getByLabel('6-digit code').fill(code)
  await phone.getByRole('button', { name: 'Confirm address' }).click()
  await expect(phone.getByText('Address confirmed. It gets mail from')).toBeVisible()
  await expect(phone.getByText(/^Gets mail from \d+ \w+ \d\d:\d\d$/)).toBeVisible()
  expect((await mailbox.waitForMail(username)).subject).toContain('recovery address was added')

  // The first device still shows the link to the code.
  await page.getByRole('link', { name: `Enter the code for ${second}` }).click()
  await page.getByLabel('6-digit code').fill(code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByText(/^Gets mail from/)).toBeVisible()

  await endHold(server, second)
  await page.reload()
  await expect(page.getByText('Confirmed', { exact: true })).toBeVisible()
  const mail = await mailbox.receiveReset(username)
  const copy = await mailbox.waitForMail(second, 2)
  expect([copy.link, copy.code]).toEqual([mail.link, mail.code])
})

test('used-up tries end a code, and a new one works', async ({ page, people, mailbox }) => {
  const username = people.meet('staff')
  const second = `second.${username}`
  await signIn(page, username, oldPassword)
  await openRecoveryAddresses(page)
  await addRecoveryAddress(page, second)
  const first = await mailbox.waitForMail(second)
  const { code } = first
  await expect(page.getByText(/^You can send again at/)).toBeVisible()
  for (const [nth, words] of [
    'You have 4 tries left.',
    'You have 3 tries left.',
    'You have 2 tries left.',
    'You have 1 try left.',
    'Too many wrong codes',
  ].entries()) {
    await page.getByLabel('6-digit code').fill(wrongFor(code, nth + 1))
    await page.getByRole('button', { name: 'Confirm address' }).click()
    await expect(page.getByRole('link', { name: words })).toBeVisible()
  }
  await page.getByLabel('6-digit code').fill(code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByRole('link', { name: 'doesn’t work any more' })).toBeVisible()

  await expect(page.getByText(/^You can send again at/)).toBeHidden()
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText(/^Sent again at/)).toBeVisible()
  const newer = await mailbox.waitForMail(second, 2)
  expect(newer.code).not.toBe(code)
  expect(newer.subject).toBe(first.subject)
  await page.getByLabel('6-digit code').fill(newer.code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByText('Address confirmed.')).toBeVisible()
})

test('a page that is out of date leads to the list, whether its address was confirmed or removed', async ({
  page,
  openBrowser,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const second = `second.${username}`
  await signIn(page, username, oldPassword)
  await openRecoveryAddresses(page)
  await addRecoveryAddress(page, second)
  await page.clock.install()
  await page.reload()
  await expect(page.getByRole('button', { name: 'Send again' })).toBeVisible()
  const other = await openBrowser()
  await signIn(other, username, oldPassword)
  await openRecoveryAddresses(other)
  await other.getByRole('link', { name: `Enter the code for ${second}` }).click()
  const { code } = await mailbox.waitForMail(second)
  // As it is copied from some mail programs.
  await other.getByLabel('6-digit code').fill(` ${code.slice(0, 3)} ${code.slice(3)} `)
  await other.getByRole('button', { name: 'Confirm address' }).click()
  await expect(other.getByText('Address confirmed.')).toBeVisible()

  // The button waits a minute.
  await page.clock.fastForward('01:01')
  await page.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Recovery addresses' })).toBeVisible()
  await expect(page.getByText(/^Gets mail from/)).toBeVisible()

  const third = `third.${username}`
  await addRecoveryAddress(page, third)
  await other.reload()
  await other.getByRole('button', { name: `Remove ${third}` }).click()
  await expect(other.getByText('The code that we sent there stops working.')).toBeVisible()
  await other.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(other.getByText(`${third} was removed.`)).toBeVisible()
  await page.getByLabel('6-digit code').fill((await mailbox.waitForMail(third)).code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Recovery addresses' })).toBeVisible()
  await expect(page.getByText(third)).toBeHidden()
})

test('after ten minutes, adding an address asks for the password, and the field has the focus then', async ({
  page,
  server,
  people,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await openRecoveryAddresses(page)
  const old = `UPDATE sessions SET authenticated_at = now() - interval '11 minutes' FROM users
    WHERE users.id = sessions.user_id AND username = $1`
  expect(await changeRows(server, old, [username])).toBeGreaterThan(0)
  await page.getByRole('button', { name: 'Add an address' }).click()
  await page.getByRole('textbox', { name: 'E-mail address' }).fill(`second.${username}`)
  await page.getByRole('button', { name: 'Send code' }).click()
  const again = page.getByRole('dialog', { name: 'Sign in again to do this' })
  await again.getByLabel('Your password').fill(oldPassword)
  await again.getByRole('button', { name: 'Sign in and continue' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Enter the code' })).toBeVisible()
  await expect(page.getByLabel('6-digit code')).toBeFocused()
})

test('three addresses are the most, the same one is refused, and one is removed by keyboard', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  await signIn(page, username, oldPassword)
  await openRecoveryAddresses(page)
  await page.getByRole('button', { name: 'Add an address' }).click()
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByText('Enter an e-mail address')).toBeVisible()
  const field = page.getByRole('textbox', { name: 'E-mail address' })
  await expect(field).toBeFocused()
  await field.fill(username.toUpperCase())
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByText('You already get mails at this address.')).toBeVisible()
  await page.keyboard.press('Escape')

  const addresses = ['one', 'two', 'three'].map((name) => `${name}.${username}`)
  for (const address of addresses) {
    await addRecoveryAddress(page, address)
    const { code } = await mailbox.waitForMail(address)
    await page.getByLabel('6-digit code').fill(code)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Address confirmed.')).toBeVisible()
  }
  await expect(page.getByText('You can have 3 addresses.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Add an address' })).toBeHidden()

  await page.getByRole('button', { name: `Remove ${addresses[1]}` }).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByText(`${addresses[1]} was removed.`)).toBeVisible()
  await expect(page.getByRole('region', { name: 'Your recovery addresses' })).toBeFocused()
  await expect(page.getByRole('listitem')).toHaveCount(2)
  const told = await mailbox.waitForMail(addresses[1] ?? '', 2)
  expect(told.subject).toContain('recovery address was removed')
})
