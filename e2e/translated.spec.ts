import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { newPassword } from './support/people.ts'
import { translate, ways } from './support/translator.ts'

for (const way of ways) {
  test(`a reset says what is true when a translator ${way}`, async ({ page, meetWithReset }) => {
    const { username, mail } = await meetWithReset('staff')
    await page.goto(mail.link)
    await expect(page.getByText(username)).toBeVisible()
    await translate(page, way)
    await expect(page.getByText('[Save new password]')).toBeVisible()

    // The translator has translated the labels too.
    const field = (name: string) => page.locator(`input[name=${name}]`)
    const strength = page.locator('#newPassword-strength')
    await field('newPassword').fill('password')
    await expect(strength).toHaveText('[Strength:] [Too weak]')
    await field('newPassword').fill(newPassword)
    await expect(strength).toHaveText('[Strength:] [Excellent]')
    await field('newPassword').fill('password')
    await expect(strength).toHaveText('[Strength:] [Too weak]')

    await page.getByText('[Save new password]').click()
    const fault = page.locator('#code-error')
    await expect(fault).toHaveText('[Enter the 6-digit code]')
    await field('code').fill('12')
    await page.getByText('[Save new password]').click()
    await expect(fault).toHaveText('[Code must be 6 digits]')
    await field('code').fill(mail.code)
    await expect(fault).toHaveCount(0)
    await page.getByText('[Send the e-mail again]').click()
    await expect(page.getByRole('status').getByText(/\[Sent again at \d\d:\d\d\./)).toHaveCount(1)

    await field('newPassword').fill(newPassword)
    await field('confirmPassword').fill(newPassword)
    await page.getByText('[Save new password]').click()
    await expect(page.getByText('[Your password was changed.]')).toBeVisible()
  })
}

/** A script as someone pastes it into the browser's console. It runs once. */
const pasted = `
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), nodes = []; while (walk.nextNode()) nodes.push(walk.currentNode);
for (const t of nodes) if (t.data.trim() && !t.parentNode.closest('[translate=no],script,style')) { const f = document.createElement('font'); f.textContent = t.data; t.replaceWith(f); }
`

test('the strength follows the password on a page that was translated once', async ({
  page,
  people,
  mailbox,
}) => {
  await page.goto((await mailbox.receiveReset(people.meet('staff'))).link)
  const password = page.getByLabel('New password', { exact: true })
  await password.fill('password')
  const strength = page.locator('#newPassword-strength')
  await expect(strength).toHaveText('Strength: Too weak')
  await page.evaluate(pasted)
  await password.fill(newPassword)
  await expect(strength).toHaveText('Strength: Excellent')
  await expect(page.getByText('Too weak')).toHaveCount(0)
  await password.fill('password')
  await expect(strength).toHaveText('Strength: Too weak')
})

test('signing in and requesting a reset show current words on a translated page', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await page.clock.install()
  await page.goto('/sign-in')
  await expect(page.locator('input[name=username]')).toBeFocused()
  await translate(page)
  await page.getByText('[Sign in]').last().click()
  await expect(page.locator('#username-error')).toHaveText('[Enter your username]')
  await page.locator('input[name=username]').fill(username)
  await expect(page.locator('#username-error')).toHaveCount(0)
  await page.getByText('[Reset password]').click()
  await page.getByText('[Send e-mail]').click()
  await expect(page).toHaveURL(/\/reset\/sent$/)
  await expect(page.getByText('[Check your e-mail]')).toBeVisible()
  await expect(page.getByText(username)).toBeVisible()

  await expect(page.getByText('You can send again at')).toHaveCount(1)
  await page.clock.fastForward('01:00')
  await expect(page.getByText('You can send again at')).toHaveCount(0)
  await page.getByText('[Send again]').click()
  await expect(page.getByRole('status').getByText('Sent again at')).toHaveCount(1)
})

for (const way of ways) {
  test(`the console says what is true when a translator ${way}`, async ({ page, people }) => {
    const username = people.meet('staff')
    await openConsole(page)
    await translate(page, way)
    const search = page.getByRole('searchbox')
    await search.fill(username)
    await expect(page.getByText('[1 user found. Enter opens it.]')).toHaveCount(1)
    await search.fill('nobody-of-this-name-at-all')
    await expect(page.getByText('[0 users found')).toHaveCount(1)
    await expect(page.getByText(username, { exact: true })).toHaveCount(0)
    await search.fill(username)
    await page.getByText(username).first().waitFor()
    await page.getByRole('link', { name: 'Jane Doe', exact: true }).click()
    await expect(page).toHaveURL(/\/users\/[\w-]+/)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Jane Doe')
    await expect(page.getByText(username).first()).toBeVisible()
  })
}
