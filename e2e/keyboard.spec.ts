import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { newPassword } from './support/people.ts'

/**
 * Beside the eight, each Show in the way takes one: it has to be within reach of the keyboard too.
 */
const mostTabsAndEnters = 8 + 2

test('the whole way to a saved password goes by keyboard alone, without a needless key', async ({
  page,
  people,
  mailbox,
}) => {
  const username = people.meet('staff')
  const keys = countKeys(page)

  await page.goto('/sign-in')
  await expect(page.getByLabel('Username')).toBeFocused()
  await keys.type(username)
  await keys.press('Tab')
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'Show password' })).toBeFocused()
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeFocused()
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByRole('button', { name: 'Send e-mail' })).toBeFocused()
  await keys.press('Enter')
  await expect(page.getByRole('heading', { name: 'Check your e-mail' })).toBeFocused()

  const { link, code } = await mailbox.waitForMail(username)
  await page.goto(link)
  await expect(page.getByLabel('6-digit code')).toBeFocused()
  await keys.type(code)
  await keys.press('Tab')
  await expect(page.getByLabel('New password', { exact: true })).toBeFocused()
  await keys.type(newPassword)
  await keys.press('Tab')
  await expect(page.getByRole('button', { name: 'Show new password' })).toBeFocused()
  await keys.press('Tab')
  await expect(page.getByLabel('Confirm new password', { exact: true })).toBeFocused()
  await keys.type(newPassword)
  await keys.press('Enter')
  await expect(page.getByText('Your password was changed. Sign in with the new one.')).toBeVisible()
  await expect(page.getByLabel('Password', { exact: true })).toBeFocused()

  const { typed, tabsAndEnters } = keys.count()
  expect(typed).toBe(username.length + 6 + 2 * newPassword.length)
  expect(tabsAndEnters).toBeLessThanOrEqual(mostTabsAndEnters)
})

test('Esc closes the dialog and returns the focus to the button that opened it', async ({
  page,
}) => {
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill('jane.doe@northwind.example')
  await page.getByRole('button', { name: 'Reset password' }).press('Enter')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeFocused()
})

test('the tab order of the reset page follows the order of the steps', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await expect(page.getByLabel('6-digit code')).toBeFocused()
  const inTurn = [
    page.getByLabel('New password', { exact: true }),
    page.getByRole('button', { name: 'Show new password' }),
    page.getByLabel('Confirm new password', { exact: true }),
    page.getByRole('button', { name: 'Show confirmed password' }),
    page.getByRole('button', { name: 'Save new password' }),
    page.getByRole('button', { name: 'Use a passkey instead' }),
    page.getByRole('button', { name: 'Send the e-mail again' }),
    page.getByRole('button', { name: 'This wasn’t me' }),
  ]
  for (const control of inTurn) {
    await page.keyboard.press('Tab')
    await expect(control).toBeFocused()
  }
})

function countKeys({ keyboard }: Page) {
  let typed = 0
  let tabsAndEnters = 0
  return {
    async type(text: string) {
      typed += text.length
      await keyboard.type(text)
    },
    async press(key: 'Tab' | 'Enter') {
      tabsAndEnters += 1
      await keyboard.press(key)
    },
    count: () => ({ typed, tabsAndEnters }),
  }
}
