import { signIn } from '../support/acts.ts'
import { expect, test } from '../support/journey.ts'
import { look } from '../support/look.ts'
import { oldPassword } from '../support/people.ts'
import {
  addRecoveryAddress,
  endHold,
  openRecoveryAddresses,
  wrongFor,
} from '../support/recovery-addresses.ts'

test('recovery addresses: none yet, adding one, its code, and the list', async ({
  page,
  server,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const second = `second.${username}`
  await signIn(page, username, oldPassword)
  await expect(page.getByText('None. Add one')).toBeVisible()
  await look(page, '20-account')
  await openRecoveryAddresses(page)
  await look(page, '20-none')
  await page.getByRole('button', { name: 'Add an address' }).click()
  await look(page, '20-add')
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(page.getByText('Enter an e-mail address')).toBeVisible()
  await look(page, '20-add-wrong')
  await page.keyboard.press('Escape')
  await addRecoveryAddress(page, second)
  await look(page, '20-code')
  const { code } = await mailbox.waitForMail(second)
  await page.getByLabel('6-digit code').fill(wrongFor(code))
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByRole('link', { name: 'You have 4 tries left.' })).toBeVisible()
  await look(page, '20-code-wrong')
  await page.getByLabel('6-digit code').fill(code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByText('Address confirmed.')).toBeVisible()
  await look(page, '20-confirmed')
  await endHold(server, second)

  const third = `j.doe.${username.length}@a-rather-long-name-of-a-private-mailbox.example`
  await addRecoveryAddress(page, third)
  await page.getByLabel('6-digit code').fill((await mailbox.waitForMail(third)).code)
  await page.getByRole('button', { name: 'Confirm address' }).click()
  await expect(page.getByText('Address confirmed.')).toBeVisible()
  await addRecoveryAddress(page, `third.${username}`)
  await page.getByRole('link', { name: 'Enter it later' }).click()
  await page.reload()
  await expect(page.getByText('Not confirmed yet')).toBeVisible()
  await look(page, '20-full')
  await page.getByRole('button', { name: `Remove ${second}` }).click()
  await expect(page.getByRole('alertdialog')).toBeVisible()
  await look(page, '20-remove')
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(page.getByText(`${second} was removed.`)).toBeVisible()
  await look(page, '20-removed')
  await page.route('**/api/v1/account/recovery-addresses', (route) => route.abort())
  await page.reload()
  await expect(page.getByText('We could not reach the server.')).toBeVisible()
  await look(page, '20-away')
})
