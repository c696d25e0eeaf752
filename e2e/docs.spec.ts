import type { Page } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { look } from './support/look.ts'

/** Resolves when the scripts of a page have done their work. */
const isReady = (page: Page) =>
  expect(page.getByRole('button', { name: 'Copy' }).first()).toBeVisible()

test('a reader goes from the start page to a call of the API and back', async ({ page }) => {
  await page.goto('/docs')
  await expect(page).toHaveTitle('Rekey documentation')
  await look(page, 'docs-start')
  await page.getByRole('main').getByRole('link', { name: 'Quick start for integrators' }).click()
  await isReady(page)
  await look(page, 'docs-quick-start')

  await page.getByRole('main').getByRole('link', { name: 'API reference' }).click()
  await look(page, 'docs-reference')
  await page.getByRole('link', { name: 'Start user reset' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Start user reset' })).toBeVisible()
  await isReady(page)
  await look(page, 'docs-call')

  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'user-deactivated' }).click()
  await expect(page.locator(':target')).toHaveText('user-deactivated')
  await expect(page.locator('.contents [aria-current]')).toHaveText('user-deactivated')
  await page.getByRole('link', { name: 'Documentation', exact: true }).click()
  await expect(page).toHaveURL(/\/docs$/)
})

test('a reader searches with the keyboard', async ({ page }) => {
  await page.goto('/docs/roles')
  await isReady(page)
  await page.keyboard.press('Control+k')
  const field = page.getByRole('combobox', { name: 'Search the documentation' })
  await expect(field).toBeFocused()
  await page.keyboard.type('idemp')
  await expect(page.getByRole('option').first()).toHaveText('Idempotency')
  await look(page, 'docs-search-open')

  await page.setViewportSize({ width: 1280, height: 800 })
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('option').last()).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/docs\/errors#idempotency-key-reused$/)

  await isReady(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('smiht')
  await expect(page.getByText('No results for “smiht”.')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByText('No results')).toBeHidden()
  await expect(field).toHaveValue('smiht')
  await page.keyboard.press('Escape')
  await expect(field).toHaveValue('')
})

test('a result on the same page leads to its heading, and the search field loses the focus', async ({
  page,
}) => {
  await page.goto('/docs/errors')
  await isReady(page)
  await page.keyboard.press('Control+k')
  await page.keyboard.type('rate-limited')
  await page.getByRole('option', { name: 'rate-limited' }).click()
  await expect(page).toHaveURL(/#rate-limited$/)
  await expect(page.locator('#rate-limited')).toBeInViewport()
  await expect(page.getByRole('option')).toHaveCount(0)
  await expect(page.locator('#search')).not.toBeFocused()
})

test.describe('code', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] })

  test('is copied as it stands, and its language is remembered on the next page', async ({
    page,
  }) => {
    await page.goto('/docs/integrate-quick-start')
    const tabs = page.getByRole('tablist').first()
    await tabs.getByRole('tab', { name: 'curl' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect(tabs.getByRole('tab', { name: 'JavaScript' })).toBeFocused()
    await expect(page.getByRole('tab', { name: 'JavaScript', selected: true })).toHaveCount(4)

    await page.locator('.tabs').first().getByRole('button', { name: 'Copy' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Copied' })).toHaveCount(1)
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied).toMatch(/^const api = .*found\.json\(\)$/s)

    await page.goto('/docs/reference/list-users')
    await expect(page.getByRole('tab', { name: 'JavaScript' })).toHaveAttribute(
      'aria-selected',
      'true',
    )
    await expect(page.getByText('curl "$REKEY')).toBeHidden()
  })
})

test('an administrator finds the documentation in the console, and the way back', async ({
  page,
}) => {
  await openConsole(page)
  await page.getByRole('link', { name: 'Documentation' }).click()
  await page.getByRole('link', { name: 'Back to the console' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible()
})

test('the link of an error leads to its explanation', async ({ page, request }) => {
  const answer = await request.get('/api/v1/users')
  const { type } = await answer.json()
  await page.goto(type)
  await expect(page.locator(':target')).toHaveText('not-signed-in')
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('a small screen shows the menu when it is opened', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto('/docs/roles')
    const menu = page.getByRole('navigation', { name: 'Pages' })
    await expect(menu).toBeHidden()
    await page.locator('summary[aria-label="Menu"]').click()
    await menu.getByRole('link', { name: 'Quick start', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Quick start' })).toBeVisible()
    await expect(page.getByRole('img')).toHaveCount(1)
  })

  test('code is shown in every language, and the server searches', async ({ page }) => {
    await page.goto('/docs/integrate-quick-start')
    await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
    await expect(page.getByRole('tab')).toHaveCount(0)
    await expect(page.getByRole('button', { name: 'Copy' })).toHaveCount(0)
    await expect(page.getByText('user = found.json()')).toBeVisible()

    await page.getByRole('textbox', { name: 'Search the documentation' }).fill('Retry-After')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('searchbox')).toHaveValue('Retry-After')
    await page.getByRole('link', { name: 'Errors › rate-limited' }).click()
    await expect(page.locator('#rate-limited')).toBeInViewport()
  })
})

test('unknown pages of the documentation answer 404 and don’t show the web app', async ({
  request,
}) => {
  for (const path of ['/docs/nothing', '/docs/README', '/docs/errors/more']) {
    const answer = await request.get(path)
    expect([answer.status(), (await answer.json()).code], path).toEqual([404, 'not-found'])
  }
})
