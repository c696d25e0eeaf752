import type { Page } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

/** How translators put their words into a page: each keeps, moves or drops the text in another way. */
const ways = [
  'replaces the text',
  'adds its words, then removes the text',
  'wraps the text',
] as const
type Way = (typeof ways)[number]

/** Translates all that is shown by now, and each word that comes later: "Save" becomes "[Save]". */
const translate = (page: Page, way: Way = 'replaces the text') =>
  page.evaluate((how) => {
    const wrap = (text: Text) => {
      const font = document.createElement('font')
      const inner = document.createElement('font')
      font.append(inner)
      inner.textContent = `[${text.data}]`
      if (how === 'replaces the text') text.replaceWith(font)
      else if (how === 'wraps the text') {
        text.replaceWith(font)
        text.data = `[${text.data}]`
        inner.replaceChildren(text)
      } else {
        text.before(font)
        text.remove()
      }
    }
    const isMine = (text: Text) =>
      text.data.trim() !== '' && !text.parentElement?.closest('font,[translate=no],script,style')
    const translateAll = () => {
      const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const texts: Text[] = []
      while (walk.nextNode()) texts.push(walk.currentNode as Text)
      texts.filter(isMine).forEach(wrap)
    }
    translateAll()
    new MutationObserver(() => requestAnimationFrame(translateAll)).observe(document.body, {
      childList: true,
      characterData: true,
      subtree: true,
    })
  }, way)

for (const way of ways) {
  test(`a reset says what is true when a translator ${way}`, async ({ page, people, mailbox }) => {
    const username = people.meet('staff')
    const mail = await mailbox.receiveReset(username)
    await page.goto(mail.link)
    await expect(page.getByText(username)).toBeVisible()
    await translate(page, way)
    await expect(page.getByText('[Save new password]')).toBeVisible()

    // Their labels are translated too.
    const field = (name: string) => page.locator(`input[name=${name}]`)
    const password = field('newPassword')
    await password.fill('password')
    const shown = page.locator('#newPassword-strength')
    await expect(shown).toContainText('Too weak')
    await password.fill('velvet otter climbs nine maps')
    // New words in a text that the translator keeps are its own to translate anew.
    await expect(shown).toContainText(/Strong|Excellent/)
    await expect(shown).not.toContainText('weak')

    await page.getByText('[Save new password]').click()
    await expect(page.getByText('[Enter the 6-digit code]').first()).toBeVisible()
    await field('code').fill(mail.code)
    await field('confirmPassword').fill('velvet otter climbs nine maps')
    await page.getByText('[Save new password]').click()
    await expect(page.getByText(/password was changed/).first()).toBeVisible()
  })
}

test('signing in and asking for a reset say what is true in a translated page', async ({
  page,
  people,
}) => {
  const username = people.meet('staff')
  await page.goto('/sign-in')
  await translate(page)
  await page.getByText('[Sign in]').last().click()
  await expect(page.getByText('[Enter your username]').first()).toBeVisible()
  await page.locator('input[name=username]').fill(username)
  await expect(page.locator('#username-error')).toHaveCount(0)
  await page.getByText('[Reset password]').click()
  await page.getByText('[OK, send it]').click()
  await expect(page).toHaveURL(/\/reset\/sent$/)
  await expect(page.getByText(username).first()).toBeVisible()
  await expect(page.getByText(/\[Check your e.mail\]/)).toBeVisible()
})

test('the console says what is true in a translated page', async ({ page, people }) => {
  const username = people.meet('staff')
  await openConsole(page)
  await translate(page)
  const search = page.getByRole('searchbox')
  await search.fill(username)
  await expect(page.getByText(username).first()).toBeVisible()
  await search.fill('nobody-of-this-name-at-all')
  await expect(page.getByText(username)).toHaveCount(0)
  await search.fill(username)
  await page.getByRole('link', { name: 'Edit Jane Doe' }).click()
  await expect(page).toHaveURL(/\/users\/[\w-]+/)
  await expect(page.getByText(username).first()).toBeVisible()
})
