import { chromium } from '@playwright/test'
import { openConsole } from './support/acts.ts'
import { chromiumFlags, requireChromium } from './support/chromium.ts'
import { expect, test } from './support/journey.ts'

/** Height and font size of a few things that every screen has, in pixels. */
const measure = (selectors: string[]) =>
  selectors.map((selector) => {
    const found = document.querySelector(selector)
    if (!found) throw new Error(`no ${selector}`)
    return Number.parseFloat(getComputedStyle(found).fontSize)
  })

test('a browser font size of 200 % doubles every text, and nothing scrolls sideways', async ({
  page,
  server,
}) => {
  const big = await chromium.launch({
    executablePath: requireChromium(),
    args: [...chromiumFlags, '--blink-settings=defaultFontSize=32'],
  })
  const bigPage = await big.newPage({ baseURL: server.url, viewport: { width: 1280, height: 900 } })
  for (const one of [page, bigPage]) await one.goto('/sign-in')
  const selectors = ['h1', 'label', 'input', 'button[type=submit]', 'footer']
  for (const one of [page, bigPage]) await expect(one.getByLabel('Username')).toBeVisible()
  const usual = await page.evaluate(measure, selectors)
  expect(await bigPage.evaluate(measure, selectors)).toEqual(usual.map((size) => size * 2))
  const height = (one: typeof page) =>
    one.getByRole('button', { name: 'Sign in', exact: true }).boundingBox()
  const [usualBox, bigBox] = [await height(page), await height(bigPage)]
  expect(bigBox?.height).toBe((usualBox?.height ?? 0) * 2)

  for (const one of [page, bigPage]) await openConsole(one)
  const ofConsole = ['h1', 'nav a', 'input[type=search]']
  const [, link = 0] = await page.evaluate(measure, ofConsole)
  const [, bigLink] = await bigPage.evaluate(measure, ofConsole)
  expect(bigLink).toBe(link * 2)
  // As wide as 320 pixels are at the usual size (WCAG 1.4.4, 1.4.10).
  await bigPage.setViewportSize({ width: 640, height: 900 })
  const overflow = await bigPage.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })
  expect(overflow).toBeLessThanOrEqual(0)
  await big.close()
})

test('without JavaScript a plain page says what to do', async ({ openBrowser }) => {
  const page = await openBrowser({ javaScriptEnabled: false })
  for (const path of ['/sign-in', '/reset', '/users']) {
    await page.goto(path)
    await expect(page.getByRole('heading', { name: 'JavaScript is switched off' })).toBeVisible()
    await expect(page.getByText('Loading…')).toBeHidden()
    await expect(page.locator('noscript p').nth(1)).toContainText('on any other device')
  }
})

test('something is shown before the app has loaded', async ({ page }) => {
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/assets/*.js', async (route) => {
    await held
    await route.continue()
  })
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await expect(page.getByText('Loading…')).toBeVisible()
  release()
  await expect(page.getByLabel('Username')).toBeVisible()
  await expect(page.getByText('Loading…')).toBeHidden()
})

test('what is printed from a dark screen is dark on light', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark', media: 'print' })
  await page.goto('/sign-in')
  const heading = page.getByRole('heading', { level: 1 })
  await expect(heading).toBeVisible()
  const lightness = await heading.evaluate((each) => {
    const [red = 0, green = 0, blue = 0] =
      getComputedStyle(each).color.match(/\d+/g)?.map(Number) ?? []
    return red + green + blue
  })
  expect(lightness).toBeLessThan(150)
})
