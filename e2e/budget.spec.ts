import { gzipSync } from 'node:zlib'
import type { Page, Response } from '@playwright/test'
import { submitSignIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'
import { oldPassword } from './support/people.ts'
import { giveApp } from './support/second-factors.ts'

const mostGzipBytes = 100_000

/** Every script that a page loads from now on, as bytes after gzip. */
function weighScripts(page: Page) {
  const weights: Promise<number>[] = []
  const isScript = (response: Response) => response.request().resourceType() === 'script'
  page.on('response', (response) => {
    if (isScript(response)) weights.push(response.body().then((body) => gzipSync(body).length))
  })
  return async () => (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0)
}

test('signing in and resetting load at most 100 kB of JavaScript', async ({
  page,
  openBrowser,
  meetWithReset,
}) => {
  const { username, mail } = await meetWithReset('staff')
  const weighSignIn = weighScripts(page)
  await page.goto('/sign-in')
  await page.getByLabel('Username').fill(username)
  await page.getByRole('button', { name: 'Reset password' }).click()
  await expect(page.getByRole('dialog')).toBeVisible()

  const other = await openBrowser()
  const weighReset = weighScripts(other)
  await other.goto(mail.link)
  await expect(other.getByLabel('6-digit code')).toBeFocused()
  for (const [path, weigh] of [
    ['/sign-in', weighSignIn],
    ['/reset', weighReset],
  ] as const) {
    const bytes = await weigh()
    test.info().annotations.push({ type: 'JavaScript, gzip', description: `${path} ${bytes} B` })
    expect(bytes).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(mostGzipBytes)
  }
})

test('the second factor after a password needs little more, and nothing of the console', async ({
  page,
  openBrowser,
  people,
}) => {
  const username = people.meet('staff')
  await giveApp(page, username, oldPassword)
  const fresh = await openBrowser()
  await fresh.goto('/sign-in')
  await expect(fresh.getByLabel('Username')).toBeFocused()
  const weigh = weighScripts(fresh)
  await submitSignIn(fresh, username, oldPassword)
  await expect(fresh.getByLabel('Code from your app')).toBeFocused()
  expect(await weigh()).toBeLessThanOrEqual(15_000)
})

test('the dictionaries load when the user is about to type a new password', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  const scripts: string[] = []
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url())
  })
  await page.getByLabel('6-digit code').fill('123456')
  expect(scripts).toEqual([])
  const loaded = page.waitForResponse(/\/assets\/.*strength.*\.js$/)
  await page.getByLabel('New password', { exact: true }).focus()
  await loaded
})

test('the dictionary of a language comes when its letters are typed, and the strength follows', async ({
  page,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  await page.goto(mail.link)
  const field = page.getByLabel('New password', { exact: true })
  await field.focus()
  const loaded = page.waitForResponse(/\/assets\/ru-.*\.js$/)
  await field.fill('Паспорт2024!!')
  await loaded
  await expect(page.getByText('Too weak').or(page.getByText('Poor')).first()).toBeVisible()
  await expect(page.getByText('one word is easy to guess').first()).toBeVisible()
})

test('nothing moves when Reset password appears', async ({ page }) => {
  await countShifts(page)
  await page.goto('/sign-in')
  await page.getByLabel('Username').pressSequentially('jane.doe@northwind.example')
  await expect(page.getByRole('button', { name: 'Reset password' })).toBeVisible()
  expect(await shiftsOf(page)).toEqual([])
})

/** Layout shifts, those that follow input included: the browser's own score leaves these out. */
const countShifts = (page: Page) =>
  page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(window, { shifts: seen })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.push(JSON.stringify(entry))
    }).observe({ type: 'layout-shift', buffered: true })
  })

const shiftsOf = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        requestAnimationFrame(() =>
          requestAnimationFrame(() => resolve((window as unknown as { shifts: string[] }).shifts)),
        )
      }),
  )

/** At 1.6 Mbit/s, half a second of waiting goes to what comes over the wire. */
const mostWireBytes = 120_000

test('the public pages send little over the wire; a slow phone is measured', async ({
  openBrowser,
  meetWithReset,
}) => {
  const { mail } = await meetWithReset('staff')
  for (const [what, address, field] of [
    ['sign-in', '/sign-in', 'Username'],
    ['reset', mail.link, '6-digit code'],
  ] as const) {
    const page = await openBrowser()
    const devtools = await slowDown(page)
    let wireBytes = 0
    devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
      wireBytes += encodedDataLength
    })
    await page.goto(address)
    await expect(page.getByLabel(field)).toBeFocused()
    const description = JSON.stringify({ wireBytes, ...(await page.evaluate(paintTimes)) })
    // Times depend on the machine too, so they are printed but not judged.
    test.info().annotations.push({ type: `${what} on a slow phone`, description })
    expect(wireBytes).toBeGreaterThan(0)
    expect(wireBytes).toBeLessThanOrEqual(mostWireBytes)
    // A slowed page keeps half a core busy, which the next one needs.
    await page.close()
  }
})

/** Lighthouse's slow phone: 4 × slower processor, 1.6 Mbit/s, 150 ms there and back. */
async function slowDown(page: Page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 1_600_000 / 8,
    uploadThroughput: 750_000 / 8,
  })
  return devtools
}

/** Runs in the page: largest contentful paint, and what long tasks take beyond 50 ms each. */
const paintTimes = () =>
  new Promise<{ largestPaintMs: number; blockedMs: number }>((resolve) => {
    let blockedMs = 0
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) blockedMs += Math.max(0, duration - 50)
    }).observe({ type: 'longtask', buffered: true })
    new PerformanceObserver((list) => {
      resolve({ largestPaintMs: list.getEntries().at(-1)?.startTime ?? 0, blockedMs })
    }).observe({ type: 'largest-contentful-paint', buffered: true })
  })
