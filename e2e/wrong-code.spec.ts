import { completeReset, fillReset, save } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword } from './support/people.ts'

/** Six digits that differ from these. */
const otherThan = (code: string) => (code === '000000' ? '000001' : '000000')

test('a wrong code uses up an attempt, says how many are left, and keeps passwords', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await fillReset(page, otherThan(mail.code))
  await save(page)

  const link = page.getByRole('link', { name: 'That code isn’t right. You have 4 tries left.' })
  await expect(page.getByRole('alert').filter({ has: link })).toBeFocused()
  await expect(page).toHaveTitle(/^Error: Set a new password/)
  await expect(page.getByLabel('New password', { exact: true })).toHaveValue(newPassword)
  await link.click()
  await expect(page.getByLabel('6-digit code')).toBeFocused()

  await page.getByLabel('6-digit code').fill(`${mail.code.slice(0, 3)}-${mail.code.slice(3)} `)
  await save(page)
  await expect(page.getByText('Your password was changed.')).toBeVisible()
})

test('the same wrong code isn’t sent again until the user changes it', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  await fillReset(page, otherThan(mail.code))
  const asked: string[] = []
  page.on('request', (request) => asked.push(request.url()))
  await save(page)
  await expect(page.getByRole('link', { name: /You have 4 tries left/ })).toBeVisible()
  await save(page)
  await expect(page.getByRole('link', { name: /You have 4 tries left/ })).toBeVisible()
  expect(asked.filter((url) => url.endsWith('/complete'))).toHaveLength(1)
})

test('the fifth wrong code ends the link, and one press requests a new e-mail', async ({
  page,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  const wrong = Array.from({ length: 6 }, (_, n) => String(n).repeat(6))
  for (const [n, code] of wrong
    .filter((code) => code !== mail.code)
    .slice(0, 5)
    .entries()) {
    await fillReset(page, code)
    await save(page)
    const left = ['4 tries', '3 tries', '2 tries', '1 try'][n]
    const told = left
      ? page.getByRole('link', { name: `You have ${left} left` })
      : page.getByRole('heading', { name: 'Too many wrong codes' })
    await expect(told).toBeVisible()
  }
  await page.getByRole('button', { name: 'Request a new link' }).click()
  await expect(page).toHaveURL(/\/reset\/sent$/)
  await expect(page.getByText(username).first()).toBeVisible()

  await page.goto(mail.link)
  await expect(page.getByRole('heading', { name: /doesn’t work any more/ })).toBeVisible()
})

test('digits of any script and form are accepted', async ({ page, meetWithReset }) => {
  const { mail } = await meetWithReset('staff')
  const arabicIndic = mail.code.replace(/\d/g, (digit) =>
    String.fromCodePoint(0x0660 + Number(digit)),
  )
  await completeReset(page, { ...mail, code: ` ${arabicIndic} ` })
})
